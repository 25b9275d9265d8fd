package parlor.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import org.junit.jupiter.api.Test;

class LegibleTest {
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  @Test
  void whatTurnsTheDirectionOrIsAControlIsNotShown() {
    assertThat(
            Legible.text(
                "abc \u202Etxt.exe\u202C \u2066x\u2069\u200F\u0007\u001B[31m\u2028z", FONT))
        .isEqualTo("abc txt.exe x[31mz");
  }

  @Test
  void lineBreaksAndWhatIsWrittenFromTheRightStay() {
    assertThat(Legible.text("a\nb\r\nשלום\tج", FONT)).isEqualTo("a\nb\r\nשלום    ج");
  }

  @Test
  void whatNoFontDrawsIsNamed() {
    assertThat(Legible.text("ok 😀👍🏽", FONT)).isEqualTo("ok [grinning face][thumbs up sign]");
  }
}

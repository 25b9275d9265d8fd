package parlor.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PlotTest {

  @Test
  void everyPointIsInThePicture() throws Exception {
    String svg =
        new Plot("Deliveries a second", "members", "deliveries/s")
            .add("memory", List.of(new Plot.Point(10, 1000), new Plot.Point(1000, 100_000)))
            .add("database", List.of(new Plot.Point(10, 500)))
            .svg();

    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(3);
    assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    Element first = (Element) document.getElementsByTagName("circle").item(0);
    assertThat(first.getAttribute("cx")).isEqualTo("90.0");
    assertThat(svg).contains(">100,000<", ">memory<", ">database<");
  }
}

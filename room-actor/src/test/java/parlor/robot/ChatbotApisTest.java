package parlor.robot;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parlor.robot.RobotFailure.Reason;

/** The robot against a stub of both APIs, in good and in bad health. */
class ChatbotApisTest {
  private static final String TURING = "/openapi/api/v2";
  private static final String OPENAI = "/v1/chat/completions";
  private static final String KEY = "sk-very-secret-0123456789";
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final WireMockServer API =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  private final TestProbe<RobotActor.Answer> room = KIT.createTestProbe(RobotActor.Answer.class);

  @BeforeAll
  static void start() {
    API.start();
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
    API.stop();
  }

  @BeforeEach
  void forget() {
    API.resetAll();
  }

  // Turing

  @Test
  void turingAnswersInTextAndIsToldAHashOfTheNickname() {
    turingSays(
        aResponse()
            .withBody(
                """
                {"intent":{"code":10005},"results":[
                  {"groupType":1,"resultType":"url","values":{"url":"http://example.org"}},
                  {"groupType":1,"resultType":"text","values":{"text":"今天晴"}}]}"""));

    assertThat(ask("turing", "@robot 天气")).isEqualTo("今天晴");
    API.verify(
        postRequestedFor(urlEqualTo(TURING))
            .withRequestBody(matchingJsonPath("$.reqType", equalTo("0")))
            .withRequestBody(matchingJsonPath("$.perception.inputText.text", equalTo("天气")))
            .withRequestBody(matchingJsonPath("$.userInfo.apiKey", equalTo(KEY)))
            .withRequestBody(
                matchingJsonPath(
                    "$.userInfo.userId",
                    com.github.tomakehurst.wiremock.client.WireMock.matching("[0-9a-f]{32}"))));
  }

  @Test
  void turingOverQuotaIsSaidInWords() {
    turingSays(aResponse().withBody("{\"intent\":{\"code\":4003}}"));

    assertApologizes("turing", "@robot 天气", Reason.OVER_QUOTA);
  }

  @Test
  void turingWithoutAResultIsSaidInWords() {
    for (String body :
        List.of(
            "{\"intent\":{\"code\":5000}}",
            "{\"intent\":{\"code\":6000}}",
            "{\"intent\":{\"code\":10004}}",
            "{\"intent\":{\"code\":10004},\"results\":[{\"resultType\":\"image\",\"values\":{}}]}",
            "{}",
            "[]",
            "<html>It works!</html>")) {
      turingSays(aResponse().withBody(body));
      assertApologizes("turing", "@robot hello", Reason.NONSENSE);
    }
  }

  @Test
  void aQuestionTooLongForTuringIsNotSent() {
    assertApologizes("turing", "@robot " + "长".repeat(129), Reason.TOO_LONG);
    assertThat(API.getAllServeEvents()).isEmpty();
  }

  @Test
  void anApiThatIsSlowDownOrBrokenIsSaidInWords() {
    for (String provider : List.of("turing", "openai")) {
      everybodySays(aResponse().withStatus(500).withBody("Internal " + KEY));
      assertApologizes(provider, "@robot hello", Reason.DOWN);
      everybodySays(aResponse().withStatus(429));
      assertApologizes(provider, "@robot hello", Reason.OVER_QUOTA);
      everybodySays(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
      assertApologizes(provider, "@robot hello", Reason.DOWN);
      everybodySays(aResponse().withBody("{}").withFixedDelay(5000));
      assertThat(ask(settings(provider, "500ms"), "@robot hello", List.of()))
          .isEqualTo(Reason.SLOW.inTheLanguageOf("hello"));
      everybodySays(aResponse().withBody("x".repeat(1024 * 1024)));
      assertApologizes(provider, "@robot hello", Reason.DOWN);
    }
  }

  // OpenAI

  @Test
  void openAiStreamsAndKnowsTheConversation() {
    openAiStreams(
        "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}",
        "",
        "data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}",
        "data: {\"choices\":[]}",
        ": a comment",
        "data: {\"choices\":[{\"delta\":{\"content\":\"lo\"}}],\"usage\":null}",
        "data: [DONE]");
    var context =
        List.of(
            new RobotActor.Line("bob", false, "我家在上海"), new RobotActor.Line("robot", true, "好地方"));

    assertThat(ask("openai", "@robot hi", context)).isEqualTo("Hello");
    API.verify(
        postRequestedFor(urlEqualTo(OPENAI))
            .withHeader("Authorization", equalTo("Bearer " + KEY))
            .withRequestBody(matchingJsonPath("$.model", equalTo("some-model")))
            .withRequestBody(matchingJsonPath("$.stream", equalTo("true")))
            .withRequestBody(matchingJsonPath("$.messages[0].role", equalTo("system")))
            .withRequestBody(matchingJsonPath("$.messages[1].content", equalTo("bob: 我家在上海")))
            .withRequestBody(matchingJsonPath("$.messages[2].role", equalTo("assistant")))
            .withRequestBody(matchingJsonPath("$.messages[3].content", equalTo("ada: hi"))));
  }

  @Test
  void openAiMayAnswerInOnePiece() {
    openAiSays("{\"choices\":[{\"message\":{\"content\":\"Hello\"}}]}");

    assertThat(ask("openai", "@robot hi")).isEqualTo("Hello");
  }

  @Test
  void aStreamThatBreaksOffIsGivenAsFarAsItCame() {
    openAiStreams("data: {\"choices\":[{\"delta\":{\"content\":\"Once upon\"}}]}");
    assertThat(ask("openai", "@robot hi")).isEqualTo("Once upon…");

    openAiStreams(
        "data: {\"choices\":[{\"delta\":{\"content\":\"Once upon\"}}]}",
        "data: {\"error\":{\"message\":\"out of memory\"}}");
    assertThat(ask("openai", "@robot hi")).isEqualTo("Once upon…");
  }

  @Test
  void aStreamWithoutTextIsSaidInWords() {
    openAiStreams("data: {\"error\":{\"message\":\"no such model\"}}");
    assertApologizes("openai", "@robot hi", Reason.DOWN);
    openAiStreams("data: {\"choices\":[]}", "data: [DONE]");
    assertApologizes("openai", "@robot hi", Reason.NONSENSE);
    openAiStreams("data: {\"choi");
    assertApologizes("openai", "@robot hi", Reason.NONSENSE);
    openAiSays("garbage");
    assertApologizes("openai", "@robot hi", Reason.NONSENSE);
    openAiSays("{\"choices\":[]}");
    assertApologizes("openai", "@robot hi", Reason.NONSENSE);
  }

  @Test
  void theContextIsBounded() {
    openAiStreams("data: {\"choices\":[{\"delta\":{\"content\":\"ok\"}}]}", "data: [DONE]");
    var context =
        List.of(
            new RobotActor.Line("bob", false, "old".repeat(1000)),
            new RobotActor.Line("bob", false, "new".repeat(1000)),
            new RobotActor.Line("bob", false, "newest".repeat(500)));

    ask("openai", "@robot hi", context);

    String sent = API.getAllServeEvents().getFirst().getRequest().getBodyAsString();
    assertThat(sent).contains("newest", "new").doesNotContain("old");
  }

  @Test
  void aKeyIsNeverLogged() {
    everybodySays(aResponse().withStatus(401).withBody(KEY));

    LoggingTestKit.empty()
        .withMessageContains("The robot has no answer")
        .withCustom(event -> !event.message().contains(KEY))
        .withOccurrences(1)
        .expect(KIT.system(), () -> ask("openai", "@robot hi"));
    assertThat(settings("openai").toString()).doesNotContain(KEY);
  }

  private static void turingSays(ResponseDefinitionBuilder response) {
    API.stubFor(post(urlEqualTo(TURING)).willReturn(response));
  }

  private static void openAiSays(String body) {
    API.stubFor(post(urlEqualTo(OPENAI)).willReturn(aResponse().withBody(body)));
  }

  private static void openAiStreams(String... lines) {
    API.stubFor(
        post(urlEqualTo(OPENAI))
            .willReturn(
                aResponse()
                    .withHeader("Content-Type", "text/event-stream")
                    .withBody(String.join("\n", lines) + "\n")));
  }

  private static void everybodySays(ResponseDefinitionBuilder response) {
    turingSays(response);
    API.stubFor(post(urlEqualTo(OPENAI)).willReturn(response));
  }

  private void assertApologizes(String provider, String question, Reason reason) {
    assertThat(ask(provider, question)).isEqualTo(reason.inTheLanguageOf(question));
  }

  private String ask(String provider, String question) {
    return ask(provider, question, List.of());
  }

  private String ask(String provider, String question, List<RobotActor.Line> context) {
    return ask(settings(provider), question, context);
  }

  private String ask(RobotSettings settings, String question, List<RobotActor.Line> context) {
    var robot = KIT.spawn(RobotActor.create(settings, Clock.systemUTC()));
    robot.tell(new RobotActor.Ask("lobby", 1, "ada", question, context, room.ref()));
    String answer = room.receiveMessage(Duration.ofSeconds(40)).text();
    KIT.stop(robot);
    return answer;
  }

  private static RobotSettings settings(String provider) {
    return settings(provider, "30s");
  }

  private static RobotSettings settings(String provider, String timeout) {
    return RobotSettings.of(
        ConfigFactory.parseString(
                """
                provider = %s, base-url = "http://127.0.0.1:%d/", api-key = "%s"
                model = some-model, timeout = %s, context-code-points = 6000
                """
                    .formatted(provider, API.port(), KEY, timeout))
            .withFallback(
                ConfigFactory.parseResources("reference.conf")
                    .resolve()
                    .getConfig("parlor.robot")));
  }
}

package parlor.robot;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TuringChatbotTest {
  private static final String PATH = "/openapi/api/v2";

  @RegisterExtension
  static final WireMockExtension server =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.wireMockConfig().dynamicPort())
          .build();

  private static final ActorTestKit kit = ActorTestKit.create();

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  private static Chatbot chatbot() {
    return chatbot(server.baseUrl());
  }

  private static Chatbot chatbot(String url) {
    return Chatbots.of(
        TestSettings.with(
            """
            provider = turing, api-key = sesame, timeout = 4s, response-bytes = 16 KiB
            base-url = "%s"
            """
                .formatted(url)),
        kit.system());
  }

  private static void serves(ResponseDefinitionBuilder response) {
    server.stubFor(post(PATH).willReturn(response));
  }

  private static Question question(String text) {
    return new Question("lobby", "爱丽丝", text, List.of());
  }

  private static String answer(Question question) throws Exception {
    return chatbot().ask(question).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static Trouble trouble(Chatbot chatbot, Question question) throws Exception {
    try {
      String said = chatbot.ask(question).toCompletableFuture().get(10, TimeUnit.SECONDS);
      throw new AssertionError("answered: " + said);
    } catch (ExecutionException e) {
      return ChatbotHttp.known(e.getCause()).trouble();
    }
  }

  @Test
  void asksAndAnswers() throws Exception {
    serves(
        okJson(
            """
            {"intent": {"code": 10005, "intentName": ""}, "results": [
              {"groupType": 1, "resultType": "url", "values": {"url": "http://example.org"}},
              {"groupType": 1, "resultType": "text", "values": {"text": "亲，今天晴。"}}]}
            """));
    assertThat(answer(question("你好@robot天气"))).isEqualTo("亲，今天晴。");
    server.verify(
        postRequestedFor(urlEqualTo(PATH))
            .withRequestBody(
                equalToJson(
                    """
                    {"reqType": 0,
                     "perception": {"inputText": {"text": "你好 天气"}},
                     "userInfo": {"apiKey": "sesame", "userId": "${json-unit.any-string}"}}
                    """))
            .withRequestBody(matchingJsonPath("$.userInfo.userId")));
  }

  @Test
  void standsForAPersonInARoomByAHash() throws Exception {
    serves(okJson("{\"intent\":{\"code\":10004},\"results\":[{\"values\":{\"text\":\"ok\"}}]}"));
    answer(question("a"));
    answer(question("b"));
    answer(new Question("garden", "爱丽丝", "c", List.of()));
    List<String> ids =
        server.getAllServeEvents().reversed().stream()
            .map(event -> event.getRequest().getBodyAsString())
            .map(body -> body.replaceAll(".*\"userId\":\"([^\"]*)\".*", "$1"))
            .toList();
    assertThat(ids).allMatch(id -> id.matches("[0-9a-f]{32}"));
    assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
  }

  @Test
  void greetsWhoOnlyCalls() throws Exception {
    serves(okJson("{\"intent\":{\"code\":10004},\"results\":[{\"values\":{\"text\":\"ok\"}}]}"));
    answer(question("@robot"));
    server.verify(
        postRequestedFor(urlEqualTo(PATH))
            .withRequestBody(matchingJsonPath("$.perception.inputText[?(@.text == 'hello')]")));
  }

  @Test
  void asksNothingThatIsTooLongForTheApi() throws Exception {
    serves(okJson("{\"intent\":{\"code\":10004},\"results\":[{\"values\":{\"text\":\"ok\"}}]}"));
    assertThat(answer(question("@robot " + "长".repeat(128)))).isEqualTo("ok");
    assertThat(trouble(chatbot(), question("@robot " + "长".repeat(129))))
        .isEqualTo(Trouble.TOO_LONG);
    server.verify(1, postRequestedFor(urlEqualTo(PATH)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"intent":{"code":4003}}                                                   | OVER_QUOTA
          {"intent":{"code":5000},"results":[{"values":{"text":"无解析结果"}}]}       | NO_ANSWER
          {"intent":{"code":6000}}                                                   | NO_ANSWER
          {"intent":{"code":4007}}                                                   | REFUSED
          {"intent":{"code":4602}}                                                   | TOO_LONG
          {"intent":{"code":8008}}                                                   | DOWN
          {"intent":{"code":7002}}                                                   | NONSENSE
          {"intent":{"code":10005}}                                                  | NO_ANSWER
          {"intent":{"code":10005},"results":[]}                                     | NO_ANSWER
          {"intent":{"code":10005},"results":"x"}                                    | NO_ANSWER
          {"intent":{"code":10005},"results":[{"resultType":"image","values":{"image":"x"}}]} | NO_ANSWER
          {"intent":{"code":10005},"results":[{"values":{"text":17}},null,[]]}       | NO_ANSWER
          {"intent":{"code":10005},"results":[{"values":{"text":"  "}}]}             | NO_ANSWER
          {"results":[{"values":{"text":"no code"}}]}                                | NONSENSE
          {}                                                                         | NONSENSE
          []                                                                         | NONSENSE
          null                                                                       | NONSENSE
          {"intent":                                                                 | NONSENSE
          <html>Bad Gateway</html>                                                   | NONSENSE
          ``                                                                         | NONSENSE
          """)
  void saysWhatTheTroubleIs(String response, Trouble expected) throws Exception {
    serves(okJson(response));
    assertThat(trouble(chatbot(), question("hi"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "500, DOWN",
    "502, DOWN",
    "503, DOWN",
    "504, SLOW",
    "408, SLOW",
    "429, OVER_QUOTA",
    "402, OVER_QUOTA",
    "401, REFUSED",
    "403, REFUSED",
    "404, REFUSED",
    "302, REFUSED",
  })
  void understandsTheStatus(int status, Trouble expected) throws Exception {
    serves(aResponse().withStatus(status).withBody("whatever").withHeader("Location", "/"));
    assertThat(trouble(chatbot(), question("hi"))).isEqualTo(expected);
  }

  @Test
  void doesNotWaitLongerThanTold() throws Exception {
    serves(okJson("{}").withFixedDelay(8_000));
    assertThat(trouble(chatbot(), question("hi"))).isEqualTo(Trouble.SLOW);
    serves(okJson("{\"intent\":{\"code\":10004}}").withChunkedDribbleDelay(20, 8_000));
    assertThat(trouble(chatbot(), question("hi"))).isEqualTo(Trouble.SLOW);
  }

  @Test
  void doesNotReadMoreThanTold() throws Exception {
    serves(
        okJson(
            "{\"intent\":{\"code\":10004},\"results\":[{\"values\":{\"text\":\"%s\"}}]}"
                .formatted("x".repeat(20_000))));
    assertThat(trouble(chatbot(), question("hi"))).isEqualTo(Trouble.NONSENSE);
    serves(okJson("[".repeat(18_000)));
    assertThat(trouble(chatbot(), question("hi"))).isEqualTo(Trouble.NONSENSE);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void survivesABrokenServer(Fault fault) throws Exception {
    serves(aResponse().withFault(fault));
    assertThat(trouble(chatbot(), question("hi"))).isIn(Trouble.DOWN, Trouble.NONSENSE);
  }

  @Test
  void saysThatNobodyIsThere() throws Exception {
    String nobody;
    try (var stub = new StubServer("", StubServer.Then.BREAKS_OFF)) {
      nobody = stub.url();
    }
    assertThat(trouble(chatbot(nobody), question("hi"))).isEqualTo(Trouble.DOWN);
  }
}

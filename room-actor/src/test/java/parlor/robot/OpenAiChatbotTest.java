package parlor.robot;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import parlor.robot.RobotActor.Line;

class OpenAiChatbotTest {
  private static final String PATH = "/v1/chat/completions";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream";
  private static final String BROKE_OFF = "… (The answer broke off here.)";

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

  private static Chatbot chatbot(String url, String more) {
    return Chatbots.of(
        TestSettings.with(
            """
            provider = openai, api-key = sesame, model = small, timeout = 4s
            response-bytes = 64 KiB, answer-code-points = 200, base-url = "%s"
            """
                    .formatted(url)
                + more),
        kit.system());
  }

  private static Chatbot chatbot() {
    return chatbot(server.baseUrl(), "");
  }

  private static void serves(ResponseDefinitionBuilder response) {
    server.stubFor(post(PATH).willReturn(response));
  }

  private static ResponseDefinitionBuilder events(String... lines) {
    return aResponse()
        .withHeader("Content-Type", "text/event-stream; charset=utf-8")
        .withBody(String.join("\n\n", lines) + "\n\n");
  }

  private static String piece(String text) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}";
  }

  private static Question question(String text) {
    return new Question("lobby", "alice", text, List.of());
  }

  private static String answer(Chatbot chatbot, Question question) throws Exception {
    return chatbot.ask(question).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static String answer() throws Exception {
    return answer(chatbot(), question("@robot hi"));
  }

  private static Trouble trouble(Chatbot chatbot) throws Exception {
    try {
      throw new AssertionError("answered: " + answer(chatbot, question("@robot hi")));
    } catch (ExecutionException e) {
      return ChatbotHttp.known(e.getCause()).trouble();
    }
  }

  @Test
  void asksWithTheRoomsConversation() throws Exception {
    serves(events(piece("Hel"), piece("lo, 你好"), "data: [DONE]"));
    var context =
        List.of(new Line("bob", false, "is anybody here?"), new Line("robot", true, "I am."));
    assertThat(answer(chatbot(), new Question("lobby", "爱丽丝", "@robot hi", context)))
        .isEqualTo("Hello, 你好");
    server.verify(
        postRequestedFor(urlEqualTo(PATH))
            .withHeader("Authorization", equalTo("Bearer sesame"))
            .withHeader("Content-Type", equalTo("application/json"))
            .withRequestBody(
                equalToJson(
                    """
                    {"model": "small", "stream": true, "messages": [
                      {"role": "system", "content": "${json-unit.any-string}"},
                      {"role": "user", "content": "bob: is anybody here?"},
                      {"role": "assistant", "content": "I am."},
                      {"role": "user", "content": "爱丽丝: @robot hi"}]}
                    """)));
  }

  @Test
  void tellsNoMoreOfTheConversationThanAllowed() throws Exception {
    serves(events(piece("ok"), "data: [DONE]"));
    var context =
        List.of(
            new Line("a", false, "oldest"),
            new Line("b", false, "x".repeat(20)),
            new Line("c", false, "y".repeat(20)),
            new Line("d", false, "z"));
    answer(
        chatbot(server.baseUrl(), "context { messages = 3, characters = 30 }"),
        new Question("lobby", "alice", "hi", context));
    assertThat(lastBody()).contains("c: yyy", "d: z").doesNotContain("oldest", "xxx");
    answer(
        chatbot(server.baseUrl(), "context { messages = 1, characters = 3000 }"),
        new Question("lobby", "alice", "hi", context));
    assertThat(lastBody()).contains("d: z").doesNotContain("c: yyy");
  }

  private static String lastBody() {
    return server.getAllServeEvents().getFirst().getRequest().getBodyAsString();
  }

  @Test
  void needsNoKeyAndToleratesABaseUrlWithItsVersion() throws Exception {
    serves(events(piece("ok"), "data: [DONE]"));
    answer(chatbot(server.baseUrl() + "/v1/", "\napi-key = \"\""), question("hi"));
    server.verify(postRequestedFor(urlEqualTo(PATH)).withHeader("Authorization", absent()));
  }

  @Test
  void keepsThePathOfTheBaseUrl() throws Exception {
    server.stubFor(post("/proxy/a%20b" + PATH).willReturn(events(piece("ok"), "data: [DONE]")));
    assertThat(answer(chatbot(server.baseUrl() + "/proxy/a%20b", ""), question("hi")))
        .isEqualTo("ok");
  }

  @Test
  void reachesAServerByItsIpV6Address() throws Exception {
    try (var stub =
        StubServer.onIpV6(OK, StubServer.Then.BREAKS_OFF, piece("ok") + "\n\ndata: [DONE]\n")) {
      assertThat(answer(chatbot(stub.url(), ""), question("hi"))).isEqualTo("ok");
      assertThat(stub.lastRequest())
          .contains(
              "POST /v1/chat/completions HTTP/1.1",
              "Host: " + stub.url().substring("http://".length()),
              "Connection: close");
    }
  }

  @Test
  void tellsItsKeyToNobodyWhoseCertificateIsNotTrusted() throws Exception {
    var secure =
        new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort().dynamicHttpsPort());
    secure.start();
    try {
      secure.stubFor(post(PATH).willReturn(events(piece("ok"), "data: [DONE]")));
      assertThat(trouble(chatbot("https://localhost:" + secure.httpsPort(), "")))
          .isEqualTo(Trouble.DOWN);
      assertThat(secure.getAllServeEvents()).isEmpty();
    } finally {
      secure.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Roles, empty choices, usage, comments, unknown events, no space, CR LF.
        """
        : keep-alive

        event: message
        id: 1
        data: {"choices":[{"delta":{"role":"assistant","content":null}}]}

        data:{"choices":[{"delta":{"content":"fi"},"finish_reason":null}]}\r
        \r
        data: {"choices":[]}

        data: {"choices":null}

        data:

        data: {"choices":[{"delta":{"content":"ne"}}],"error":null}

        data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

        data: {"choices":[],"usage":{"total_tokens":3}}

        data: [DONE]
        """,
        // No [DONE], no last line end.
        """
        data: {"choices":[{"delta":{"content":"fine"},"finish_reason":"stop"}]}""",
        // Thinks aloud first.
        """
        data: {"choices":[{"delta":{"content":"<thi"}}]}

        data: {"choices":[{"delta":{"content":"nk>hm, </thi"}}]}

        data: {"choices":[{"delta":{"content":"nk>fi"}}]}

        data: {"choices":[{"delta":{"content":"ne"}}]}

        data: [DONE]
        """,
        // Does not stream.
        """
        {"choices":[{"message":{"role":"assistant","content":"fine"},"finish_reason":"stop"}]}""",
        """

        {
          "choices": [
            {"message": {"content": "fine"}}
          ]
        }
        """,
      })
  void understands(String body) throws Exception {
    serves(aResponse().withBody(body));
    assertThat(answer()).isEqualTo("fine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          data: [DONE]                                                                 | NONSENSE
          data: {"choices":[]}                                                         | NONSENSE
          data: {"choices":[{"delta":{"content":""}}]}                                 | NONSENSE
          data: {"choices":[{"delta":{"content":7}}]}                                  | NONSENSE
          data: {"choices":[{"delta":{"content":"<think>only thoughts"}}]}             | NONSENSE
          data: {"choices                                                              | NONSENSE
          data: garbage                                                                | NONSENSE
          data: {"choices":[{"delta":{},"finish_reason":"content_filter"}]}            | NO_ANSWER
          data: {"choices":[{"delta":{},"finish_reason":"length"}]}                    | NONSENSE
          data: {"error":{"message":"boom","type":"server_error"}}                     | DOWN
          data: {"error":"boom"}                                                       | DOWN
          data: {"error":{"message":"x","code":"insufficient_quota"}}                  | OVER_QUOTA
          data: {"error":{"message":"x","type":"rate_limit_error"}}                    | OVER_QUOTA
          data: {"error":{"message":"x","code":429}}                                   | OVER_QUOTA
          {"error":{"message":"x","code":"insufficient_quota"}}                        | OVER_QUOTA
          {"choices":[]}                                                               | NONSENSE
          {"choices":                                                                  | NONSENSE
          <html>It works!</html>                                                       | NONSENSE
          ``                                                                           | NONSENSE
          """)
  void saysWhatTheTroubleIs(String body, Trouble expected) throws Exception {
    serves(aResponse().withBody(body));
    assertThat(trouble(chatbot())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"500, DOWN", "429, OVER_QUOTA", "401, REFUSED", "404, REFUSED", "504, SLOW"})
  void understandsTheStatus(int status, Trouble expected) throws Exception {
    serves(okJson("{\"error\":{}}").withStatus(status));
    assertThat(trouble(chatbot())).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"error\":{\"message\":\"boom\"}}",
        "data: {\"choices\":[{\"delta\":{\"cont",
        ": the stream ends without [DONE]",
      })
  void givesWhatCameBeforeTheStreamBroke(String broken) throws Exception {
    serves(events(piece("Once upon"), piece(" a time"), broken));
    assertThat(answer()).isEqualTo("Once upon a time" + BROKE_OFF);
  }

  @Test
  void givesWhatCameBeforeTheConnectionBroke() throws Exception {
    try (var stub =
        new StubServer(OK, StubServer.Then.BREAKS_OFF, piece("从前") + "\n\n", "data: {\"ch")) {
      assertThat(answer(chatbot(stub.url(), ""), question("讲个故事"))).isEqualTo("从前……（回答到这里中断了。）");
    }
  }

  @Test
  void givesWhatCameBeforeTheTimeWasUp() throws Exception {
    try (var stub = new StubServer(OK, StubServer.Then.FALLS_SILENT, piece("Once upon") + "\n\n")) {
      assertThat(answer(chatbot(stub.url(), ""), question("tell me")))
          .isEqualTo("Once upon" + BROKE_OFF);
    }
  }

  @Test
  void keepsTheNoteOfALongAnswerThatBrokeOff() throws Exception {
    serves(events(piece("word ".repeat(50))));
    assertThat(answer()).endsWith("word…" + BROKE_OFF).hasSizeLessThanOrEqualTo(200);
  }

  @Test
  void saysThatItWasSlowWhenNothingCame() throws Exception {
    serves(events(piece("late"), "data: [DONE]").withFixedDelay(8_000));
    assertThat(trouble(chatbot())).isEqualTo(Trouble.SLOW);
    try (var stub = new StubServer(OK, StubServer.Then.FALLS_SILENT, ": wait\n\n")) {
      assertThat(trouble(chatbot(stub.url(), ""))).isEqualTo(Trouble.SLOW);
    }
  }

  @Test
  void saysThatTheServiceIsDownWhenTheConnectionBrokeBeforeAnyText() throws Exception {
    try (var stub = new StubServer(OK, StubServer.Then.BREAKS_OFF, ": wait\n\n")) {
      assertThat(trouble(chatbot(stub.url(), ""))).isEqualTo(Trouble.DOWN);
    }
  }

  @Test
  void marksAnAnswerThatTheServerCut() throws Exception {
    serves(
        events(
            "data: {\"choices\":[{\"delta\":{\"content\":\"so long\"},\"finish_reason\":\"length\"}]}",
            "data: [DONE]"));
    assertThat(answer()).isEqualTo("so long…");
  }

  @Test
  void stopsReadingWhenThereIsMoreThanIsShown() throws Exception {
    String[] pieces = new String[100];
    Arrays.fill(pieces, piece("many words ") + "\n\n");
    try (var stub = new StubServer(OK, StubServer.Then.FALLS_SILENT, pieces)) {
      assertThat(answer(chatbot(stub.url(), ""), question("tell me")))
          .startsWith("many words many words")
          .hasSizeBetween(400, 500)
          .doesNotContain(BROKE_OFF);
    }
  }

  @Test
  void doesNotReadMoreThanTold() throws Exception {
    serves(aResponse().withBody(": wait\n".repeat(20_000)));
    assertThat(trouble(chatbot())).isEqualTo(Trouble.NONSENSE);
    serves(aResponse().withBody("data: " + "x".repeat(100_000)));
    assertThat(trouble(chatbot())).isEqualTo(Trouble.NONSENSE);
    serves(aResponse().withBody("{\"choices\":\"" + "x".repeat(100_000) + "\"}"));
    assertThat(trouble(chatbot())).isEqualTo(Trouble.NONSENSE);
    serves(events(piece("<think>" + "hm, ".repeat(20_000))));
    assertThat(trouble(chatbot())).isEqualTo(Trouble.NONSENSE);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void survivesABrokenServer(Fault fault) throws Exception {
    serves(aResponse().withFault(fault));
    assertThat(trouble(chatbot())).isIn(Trouble.DOWN, Trouble.NONSENSE);
  }
}

package parlor.gateway.door;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parlor.history.MessageSearch;
import parlor.people.PersonId;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.ServerFrame;
import parlor.room.Frames;
import parlor.room.Outlet;
import parlor.room.Rooms;

/**
 * What is asked about rooms as a whole: {@code rooms}, {@code conversations}, {@code search}. Each
 * waits until all earlier requests have had their effect, and is answered before the next begins.
 */
final class Questions {
  private static final Logger LOG = LoggerFactory.getLogger(Questions.class);
  private static final int CONVERSATIONS_PER_PAGE = 200;

  private final DoorTools tools;
  private final Outlet outlet;

  /** What waits for earlier requests. */
  private @Nullable Runnable question;

  /** Long answers are asked for one at a time, so that they cannot pile up. */
  private boolean asked;

  Questions(DoorTools tools, Outlet outlet) {
    this.tools = tools;
    this.outlet = outlet;
  }

  /** Whether the next frame has to wait for an answer from inside. */
  boolean makeWait() {
    return question != null || asked;
  }

  void on(ClientFrame.Rooms frame) {
    question = () -> tools.rooms().tell(new Rooms.ListRooms(frame, outlet));
    proceed();
  }

  void on(ClientFrame.Conversations frame, PersonId person) {
    question = () -> list(frame, person);
    proceed();
  }

  void on(ClientFrame.Search frame, PersonId person) {
    question = () -> search(frame, person);
    proceed();
  }

  /** Goes on if none of the earlier requests is without an answer any more. */
  void proceed() {
    if (outlet.unanswered() > 0) {
      return;
    }
    asked = false;
    if (question != null) {
      Runnable next = question;
      question = null;
      asked = true;
      outlet.request();
      next.run();
    }
  }

  private void list(ClientFrame.Conversations frame, PersonId person) {
    tools
        .memberships()
        .list(person, frame.after(), CONVERSATIONS_PER_PAGE)
        .whenComplete(
            (page, failure) -> {
              if (failure == null) {
                outlet.answer(
                    Frames.encode(
                        new ServerFrame.Conversations(
                            frame.id(), page.conversations(), page.more())));
              } else {
                fail(frame.id(), failure);
              }
            });
  }

  private void search(ClientFrame.Search frame, PersonId person) {
    if (frame.room() == null) {
      find(frame, tools.memberships().rooms(person));
      return;
    }
    String room = frame.room().value();
    tools
        .memberships()
        .isMember(person, room)
        .whenComplete(
            (member, failure) -> {
              if (failure != null) {
                fail(frame.id(), failure);
              } else if (member) {
                find(frame, CompletableFuture.completedStage(List.of(room)));
              } else {
                outlet.answer(Frames.refusal(frame.id(), ErrorCode.NOT_IN_ROOM));
              }
            });
  }

  private void find(ClientFrame.Search frame, CompletionStage<List<String>> rooms) {
    int max = tools.settings().limits().historyMessages();
    int limit = frame.limit() == null ? max : Math.min(max, frame.limit());
    rooms
        .thenCompose(
            names ->
                tools
                    .search()
                    .search(
                        new MessageSearch.Query(
                            names, frame.text(), frame.from(), frame.next(), limit)))
        .whenComplete(
            (page, failure) -> {
              if (failure == null) {
                outlet.answer(Frames.found(frame.id(), page));
              } else {
                fail(frame.id(), failure);
              }
            });
  }

  private void fail(@Nullable String re, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof MessageSearch.UnknownCursorException) {
      outlet.answer(Frames.refusal(re, ErrorCode.MALFORMED, "next is not one that was told", null));
    } else {
      LOG.error("A question cannot be answered", failure);
      outlet.answer(Frames.unavailable(re));
    }
  }
}

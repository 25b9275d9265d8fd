package parlor.gateway.web;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import parlor.files.FileStore;
import parlor.gateway.door.Bounds;
import parlor.history.MessageLog;
import parlor.people.Memberships;
import parlor.people.Person;

/**
 * What the HTTP door works with.
 *
 * @param persons tells whose a session's token is
 */
public record WebTools(
    WebSettings settings,
    Bounds bounds,
    Function<String, CompletionStage<Optional<Person>>> persons,
    FileStore files,
    Memberships memberships,
    MessageLog log,
    Clock clock) {}

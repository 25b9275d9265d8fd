package parlor.people;

/** Somebody and the nickname by which others know them just now. */
public record Person(PersonId id, String nickname) {}

package parlor.people;

/** Visitors for tests. */
public final class Visitors {
  private Visitors() {}

  /** A guest from nowhere. */
  public static Visitor guest(Person person) {
    return new Visitor(person, false, false, "");
  }

  /** Somebody with an account. */
  public static Visitor account(Person person) {
    return new Visitor(person, true, false, "");
  }

  /** An admin. */
  public static Visitor admin(Person person) {
    return new Visitor(person, true, true, "");
  }
}

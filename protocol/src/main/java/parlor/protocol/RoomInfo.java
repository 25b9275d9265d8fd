package parlor.protocol;

/** A room as listed in {@code rooms}; {@code members} counts persons. */
public record RoomInfo(String room, String topic, int members) {}

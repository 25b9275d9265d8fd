package parlor.client.model;

import org.jspecify.annotations.Nullable;

/**
 * A server that has made itself known on the network.
 *
 * @param name as its operator calls it
 * @param webPort where it has web pages and files, or null if it did not say
 */
public record NearbyServer(String name, ServerAddress address, @Nullable Integer webPort) {}

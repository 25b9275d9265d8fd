package parlor.gateway.door;

import parlor.room.OutletsBound;

/**
 * What all connections of this node may take together, and no one of them from the others.
 *
 * @param gate connections
 * @param strangers those of them on which nobody has logged in
 * @param throttles guessing of passwords
 * @param rates frames of one address
 * @param outlets what waits to be written
 * @param requests what was asked and not answered
 * @param pulse whether what is asked is answered in time
 */
public record Bounds(
    ConnectionGate gate,
    Strangers strangers,
    AddressThrottles throttles,
    AddressRates rates,
    OutletsBound outlets,
    RequestsBound requests,
    Pulse pulse) {}

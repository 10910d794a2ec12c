package io.mltwin.customerkeys;

import java.util.function.Supplier;

/**
 * The key that a customer gave for a surface: a storage account, the run history of a workspace, a
 * registry.
 *
 * @param id names the surface, the key and the identity as they are set now
 * @param surface which, such as {@code storage-account:…}; also bound into the wrapped data key
 * @param key the version that was named when it must be that one, else any
 * @param follows whether newer versions of the key take over
 * @param token of the identity that the surface acts as
 */
public record CustomerKey(String id, String surface, KeyIdentifier key, boolean follows, Supplier<String> token) {

    @Override
    public String toString() {
        return key + " of " + surface;
    }
}

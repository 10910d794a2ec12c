package io.mltwin.scoring.models.services;

import io.mltwin.datakeys.DataKey;

/**
 * The data key of a service that is to be made.
 *
 * @param wrapped for its row
 * @param open for its content
 * @param keyIdentifier the version of the customer's key that wraps it; null for the root key
 */
record ServiceDataKey(byte[] wrapped, DataKey open, String keyIdentifier) {

    @Override
    public String toString() {
        return keyIdentifier == null ? "data key" : "data key under " + keyIdentifier;
    }
}

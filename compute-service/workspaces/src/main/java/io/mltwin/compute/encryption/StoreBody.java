package io.mltwin.compute.encryption;

import java.time.Instant;

/**
 * A store of run history, for the administrator.
 *
 * @param store where it lies
 * @param workspace ARM id; absent for the store that all others share
 * @param key the customer's key as the workspace was created with it
 * @param keyVersion the version that wraps the data key now
 * @param documents how many it holds
 */
record StoreBody(
        String store,
        String workspace,
        String workspaceId,
        String key,
        String keyVersion,
        Instant keySince,
        long documents) {}

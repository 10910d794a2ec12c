package io.mltwin.identity.oauth.clients;

import io.mltwin.identity.TestAddresses;
import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.DirectoryCache;
import java.util.Arrays;

/** Clients that are found in a cache alone: what it does not keep cannot be read. */
public final class CachedClients {

    private CachedClients() {}

    public static Clients in(DirectoryCache cache) {
        return new Clients(null, null, null, null, cache);
    }

    /** Returns Microsoft's own applications, and the ones given. */
    public static ClientApplications applications(ClientApplication... registered) {
        return new ClientApplications(
                id -> Arrays.stream(registered)
                        .filter(one -> one.clientId().equals(id))
                        .findFirst(),
                TestAddresses.PRINCIPALS,
                TestAddresses.DEFAULT);
    }
}

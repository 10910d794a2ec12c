package io.mltwin.identity.oauth.tokens;

import io.mltwin.identity.TestAddresses;
import io.mltwin.identity.oauth.clients.NoClients;

/** Scopes of Microsoft's resources, in a directory without customers' applications. */
public final class TestScopes {

    private TestScopes() {}

    public static DelegatedScopes create() {
        return new DelegatedScopes(
                new AudienceTable(TestAddresses.DEFAULT, new NoClients(), TestAddresses.PRINCIPALS),
                TestAddresses.DEFAULT);
    }
}

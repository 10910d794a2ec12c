package io.mltwin.identity;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.Principals;
import java.nio.file.Path;
import java.util.List;

/** The platform's names as under its default settings. */
public final class TestAddresses {

    public static final Addresses DEFAULT =
            new Addresses(
                    new Settings(
                            "identity", "mltwin.localhost", 8440, 8441, null, null, null, null),
                    principals());
    public static final IdentityNames NAMES = new IdentityNames(DEFAULT);
    public static final TokenIssuers ISSUERS = new TokenIssuers(DEFAULT);

    private TestAddresses() {}

    private static Principals principals() {
        return new Principals(
                "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
                List.of(
                        new Principals.Service(
                                "identity",
                                "app",
                                "object",
                                "identity",
                                "pem",
                                "https://identity.internal:8441")),
                new Principals.Administrator("admin-app", "admin-object", "administrator", "00"));
    }

    private record Settings(
            String service,
            String base,
            int portBase,
            int port,
            String bind,
            Path trustDir,
            Path privateDir,
            Path dataDir)
            implements PlatformConfig {}
}

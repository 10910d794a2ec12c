package io.mltwin.identity;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.Principals;
import io.mltwin.testkit.TestSettings;
import java.util.List;

/** The platform's names as under its default settings. */
public final class TestAddresses {

    /** The application id of the console. */
    public static final String CONSOLE = "0a1d0007-5a1e-4c0f-9d6e-6d6c7477696e";

    public static final String OPERATORS = "operators-group";
    public static final Principals PRINCIPALS = principals();

    public static final Addresses DEFAULT = new Addresses(TestSettings.of("identity"), PRINCIPALS);
    public static final IdentityNames NAMES = new IdentityNames(DEFAULT);
    public static final TokenIssuers ISSUERS = new TokenIssuers(DEFAULT);

    private TestAddresses() {}

    private static Principals principals() {
        return new Principals(
                "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
                List.of(new Principals.Service(
                        "identity", "app", "object", "identity", "pem", "https://identity.internal:8441")),
                new Principals.Administrator("admin-app", "admin-object", "administrator", "00"),
                new Principals.Console(CONSOLE, "console-object", "mltwin console", "pem", OPERATORS));
    }
}

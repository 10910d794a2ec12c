package io.mltwin.identity.oauth.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.TestAddresses;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.oauth.clients.NoClients;
import io.mltwin.identity.oauth.tokens.AudienceTable.Owner;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudienceTableTest {

    private static final Map<String, PrincipalKind> LETTERS = new LinkedHashMap<>();

    static {
        LETTERS.put("U", PrincipalKind.USER);
        LETTERS.put("A", PrincipalKind.APPLICATION);
        LETTERS.put("M", PrincipalKind.MANAGED_IDENTITY);
        LETTERS.put("F", PrincipalKind.FIRST_PARTY);
        LETTERS.put("P", PrincipalKind.ADMINISTRATOR);
    }

    private final AudienceTable table =
            new AudienceTable(TestAddresses.DEFAULT, new NoClients(), TestAddresses.PRINCIPALS);

    /**
     * Who may have it: U user, A application, M managed identity, F first-party, P platform
     * administrator.
     */
    @ParameterizedTest
    @CsvSource({
        "https://management.mltwin.localhost:8442, UAMF",
        "https://management.mltwin.localhost:8442/, UAMF",
        "HTTPS://Management.mltwin.localhost:8442/, UAMF",
        "https://management.mltwin.localhost, ''",
        "https://management.azure.com, UAMF",
        "https://management.azure.com/, UAMF",
        "https://management.core.windows.net/, UAMF",
        "https://ml.azure.com, UAMF",
        "https://ml.azure.localhost, UAMF",
        "https://ml.azure.localhost/x, ''",
        "https://ml.azure.localhost:8442, UAMF",
        "https://ml.azure.localhost:8443, ''",
        "https://ml.azure.com:8442, ''",
        "https://ml.azure.cn, ''",
        "https://ml.azure.com.evil.example, ''",
        "https://ml.azure.localhost.evil.example, ''",
        "https://ml.azure.localhost:8442.evil.example, ''",
        "https://ml.azure.*, ''",
        "https://storage.azure.com.evil.example, ''",
        "https://ſtorage.azure.com, ''",
        "https://vault.mltwin.localhost:8443, UAMF",
        "https://vault.azure.net, UAMF",
        "https://kv1.vault.mltwin.localhost:8443, ''",
        "https://storage.azure.com/, UAMF",
        "https://acct1.blob.core.mltwin.localhost:8442, UAMF",
        "https://a.b.blob.core.mltwin.localhost:8442, ''",
        "https://acct1.blob.core.mltwin.localhost:8442.evil.example, ''",
        "https://graph.mltwin.localhost:8441/, UAMF",
        "https://graph.microsoft.com, UAMF",
        "https://containerregistry.azure.net, UAMF",
        "https://api.loganalytics.mltwin.localhost:8446, UAMF",
        "https://api.applicationinsights.mltwin.localhost:8446, UAMF",
        "https://api.loganalytics.io, UAMF",
        "api://mltwin/identity, F",
        "api://mltwin/telemetry, F",
        "api://mltwin/nothing, ''",
        "api://mltwin-admin, P",
        "https://evil.example, ''",
        "00000003-0000-0000-c000-000000000000, ''",
    })
    void saysWhoMayHaveATokenForWhat(String resource, String allowed) {
        assertThat(whoMayHave(resource)).isEqualTo(allowed);
    }

    private String whoMayHave(String resource) {
        StringBuilder letters = new StringBuilder();
        LETTERS.forEach((letter, kind) -> {
            Owner owner = table.find(resource, subject(kind), "t");
            letters.append(owner == Owner.MICROSOFT ? letter : "");
        });
        return letters.toString();
    }

    /** The console is a resource to itself alone; else a client does not change what users may. */
    @ParameterizedTest
    @CsvSource({
        TestAddresses.CONSOLE + ", " + TestAddresses.CONSOLE + ", MICROSOFT",
        "0A1D0007-5A1E-4C0F-9D6E-6D6C7477696E, " + TestAddresses.CONSOLE + ", MICROSOFT",
        TestAddresses.CONSOLE + ", 04b07795-8ddb-461a-bbee-02f9e1bf7b46, NOBODY",
        "api://" + TestAddresses.CONSOLE + ", " + TestAddresses.CONSOLE + ", NOBODY",
        "https://management.azure.com, " + TestAddresses.CONSOLE + ", MICROSOFT",
        "api://mltwin-admin, " + TestAddresses.CONSOLE + ", NOBODY",
        "api://mltwin/identity, " + TestAddresses.CONSOLE + ", NOBODY",
    })
    void aUserMayHaveThroughAClient(String resource, String clientId, Owner owner) {
        assertThat(table.findForUser(resource, subject(PrincipalKind.USER), "t", clientId))
                .isEqualTo(owner);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://management.azure.com",
                "https://graph.microsoft.com",
                "api://mltwin/identity",
                "api://mltwin-admin",
                TestAddresses.CONSOLE
            })
    void theConsoleMayHaveNothingForItself(String resource) {
        DirectoryPrincipal console =
                new DirectoryPrincipal("o", "t", PrincipalKind.FIRST_PARTY, "name", TestAddresses.CONSOLE, null);

        assertThat(table.find(resource, console, "t")).isEqualTo(Owner.NOBODY);
    }

    private static DirectoryPrincipal subject(PrincipalKind kind) {
        String application = kind == PrincipalKind.USER ? null : "app";
        return new DirectoryPrincipal("o", "t", kind, "name", application, null);
    }
}

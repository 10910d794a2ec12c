package io.mltwin.identity.oauth.clients;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.ClientApplication.Platform;
import io.mltwin.identity.directory.ClientApplication.RedirectUri;
import io.mltwin.identity.directory.RegisteredClients;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.Principals;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applications that may ask for tokens in a tenant. */
@ApplicationScoped
public class ClientApplications {

    private static final List<RedirectUri> LOOPBACK = List.of(
            new RedirectUri(Platform.PUBLIC, "http://localhost"),
            new RedirectUri(Platform.PUBLIC, "https://login.microsoftonline.com/common/oauth2/nativeclient"));

    /** Registered by Microsoft in every tenant. */
    private static final Map<String, String> MICROSOFTS = Map.of(
            "04b07795-8ddb-461a-bbee-02f9e1bf7b46", "Microsoft Azure CLI",
            "1950a258-227b-4e31-a9cf-717495945fc2", "Microsoft Azure PowerShell",
            "aebc6443-996d-45c2-90f0-388ff96faa56", "Visual Studio Code");

    /**
     * Deviation: the Azure portal's own server redeems its codes with a secret; here the page that
     * signs in as the portal redeems them, with a proof key (PKCE).
     */
    private static final ClientApplication PORTAL = new ClientApplication(
            "c44b4083-3bb0-49c1-b47d-974e53cbdf3c",
            null,
            null,
            "Azure Portal",
            false,
            true,
            List.of(new RedirectUri(Platform.SPA, "https://portal.azure.com/signin/index/")));

    private final RegisteredClients registered;
    private final ClientApplication console;

    ClientApplications(RegisteredClients registered, Principals principals, Addresses addresses) {
        this.registered = registered;
        this.console = console(principals.console(), addresses.console());
    }

    /**
     * The platform's console proves itself by its key, also with a proof key. As in Azure AD the
     * address after a sign-out is one of the redirect URIs.
     */
    private static ClientApplication console(Principals.Console console, String address) {
        return new ClientApplication(
                AsciiCase.lower(console.applicationId()),
                null,
                null,
                console.displayName(),
                false,
                true,
                List.of(
                        new RedirectUri(Platform.WEB, address + "/signin/callback"),
                        new RedirectUri(Platform.WEB, address + "/signed-out")),
                true);
    }

    /** Returns the application with this id, registered in any tenant. */
    public Optional<ClientApplication> find(String clientId) {
        String id = AsciiCase.lower(clientId);
        String microsofts = MICROSOFTS.get(id);
        if (microsofts != null) {
            return Optional.of(new ClientApplication(id, null, null, microsofts, true, true, LOOPBACK));
        }
        if (id.equals(console.clientId())) {
            return Optional.of(console);
        }
        return id.equals(PORTAL.clientId()) ? Optional.of(PORTAL) : registered.find(id);
    }

    /** Returns the application with this id, if the tenant knows it. */
    public Optional<ClientApplication> find(String clientId, String tenantId) {
        return find(clientId)
                .filter(client -> client.tenantId() == null || client.tenantId().equals(tenantId));
    }
}

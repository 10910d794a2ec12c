package io.mltwin.identity.oauth.clients;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.DirectoryCache;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.GraphAppRoles;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.managedidentities.ManagedIdentityService;
import io.mltwin.platform.http.EventLoopOrWorker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds registered applications; {@link DirectoryCache} keeps them until the directory changes. */
@ApplicationScoped
public class Clients {

    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}");
    private static final String API = "api://";

    private final ClientRepository repository;
    private final DirectoryService directory;
    private final ManagedIdentityService managedIdentities;
    private final GraphAppRoles graphRoles;
    private final DirectoryCache cache;

    Clients(
            ClientRepository repository,
            DirectoryService directory,
            ManagedIdentityService managedIdentities,
            GraphAppRoles graphRoles,
            DirectoryCache cache) {
        this.repository = repository;
        this.directory = directory;
        this.managedIdentities = managedIdentities;
        this.graphRoles = graphRoles;
        this.cache = cache;
    }

    /** Returns the application with this id, registered in any tenant. */
    public Optional<ClientRecord> find(String applicationId) {
        String key = AsciiCase.lower(applicationId);
        return GUID.matcher(key).matches()
                ? cache.get(
                        ClientRecord.class,
                        key,
                        () -> QuarkusTransaction.joiningExisting()
                                .call(() -> repository.find(key).map(this::complete)))
                : Optional.empty();
    }

    /**
     * Returns a customer's application of the tenant that is a resource by this name: its id,
     * {@code api://} and its id, or an identifier URI.
     *
     * @param name in lower case, without a slash at its end
     */
    public Optional<DirectoryPrincipal> resource(String tenantId, String name) {
        String bare = name.startsWith(API) ? name.substring(API.length()) : name;
        Optional<ClientRecord> found = GUID.matcher(bare).matches() ? find(bare) : findByIdentifier(tenantId, name);
        return found.filter(ClientRecord::enabled)
                .map(ClientRecord::principal)
                .filter(principal -> principal.kind() == PrincipalKind.APPLICATION)
                .filter(principal -> principal.tenantId().equals(tenantId));
    }

    private Optional<ClientRecord> findByIdentifier(String tenantId, String name) {
        EventLoopOrWorker.requireWorker();
        return QuarkusTransaction.joiningExisting()
                .call(() -> repository.findByIdentifier(tenantId, name))
                .flatMap(this::find);
    }

    private ClientRecord complete(ClientRepository.Row row) {
        String objectId = row.principal().objectId();
        ClientRepository.Credentials credentials = repository.credentials(objectId);
        return new ClientRecord(
                row.principal(),
                row.enabled(),
                row.assignmentRequired(),
                credentials.secrets(),
                credentials.keys(),
                directory.groupsOf(objectId),
                graphRoles.names(objectId),
                row.principal().kind() == PrincipalKind.MANAGED_IDENTITY
                        ? managedIdentities.resourceIdOf(objectId)
                        : null);
    }
}

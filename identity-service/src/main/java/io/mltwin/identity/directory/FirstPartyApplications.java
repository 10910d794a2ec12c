package io.mltwin.identity.directory;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Principals;
import io.mltwin.platform.reset.Resettable;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.util.HexFormat;
import java.util.List;

/**
 * Adds to the directory, at each start and in each reset, Microsoft's tenant, the applications of
 * the six services and of the console, Microsoft Graph and the administrator. No service signs in
 * as Microsoft Graph.
 */
@ApplicationScoped
public class FirstPartyApplications implements Resettable {

    /** Microsoft Graph, the resource of its application permissions. */
    public static final String GRAPH_APPLICATION_ID = "00000003-0000-0000-c000-000000000000";

    public static final String GRAPH_OBJECT_ID = "00000003-0000-4000-8000-000000000001";

    private final Principals principals;
    private final TenantRepository tenants;
    private final ServicePrincipalService servicePrincipals;

    FirstPartyApplications(Principals principals, TenantRepository tenants, ServicePrincipalService servicePrincipals) {
        this.principals = principals;
        this.tenants = tenants;
        this.servicePrincipals = servicePrincipals;
    }

    @Transactional
    void start(@Observes StartupEvent event) {
        refill();
    }

    /** The keys of the platform's own applications may be others than when the snapshot was saved. */
    @Override
    @Transactional
    public void loaded() {
        refill();
    }

    @Override
    @Transactional
    public void refill() {
        String tenantId = AsciiCase.lower(principals.tenantId());
        if (tenants.findById(tenantId) == null) {
            TenantEntity tenant = new TenantEntity(tenantId);
            tenant.describe("Microsoft Services", List.of());
            tenants.persistAndFlush(tenant);
        }
        for (Principals.Service service : principals.services()) {
            upsert(service.objectId(), service.displayName(), service.applicationId());
            servicePrincipals.setPublicKey(service.objectId(), PublicKeys.fromPem(service.certificate()));
        }
        Principals.Console console = principals.console();
        upsert(console.objectId(), console.displayName(), console.applicationId());
        servicePrincipals.setPublicKey(console.objectId(), PublicKeys.fromPem(console.certificate()));
        upsert(GRAPH_OBJECT_ID, "Microsoft Graph", GRAPH_APPLICATION_ID);
        Principals.Administrator administrator = principals.administrator();
        servicePrincipals.upsert(new DirectoryPrincipal(
                administrator.objectId(),
                tenantId,
                PrincipalKind.ADMINISTRATOR,
                administrator.displayName(),
                administrator.applicationId(),
                null));
        servicePrincipals.setSecretHash(
                administrator.objectId(), HexFormat.of().parseHex(administrator.secretSha256()));
    }

    private void upsert(String objectId, String displayName, String applicationId) {
        servicePrincipals.upsert(new DirectoryPrincipal(
                objectId,
                AsciiCase.lower(principals.tenantId()),
                PrincipalKind.FIRST_PARTY,
                displayName,
                applicationId,
                null));
    }
}

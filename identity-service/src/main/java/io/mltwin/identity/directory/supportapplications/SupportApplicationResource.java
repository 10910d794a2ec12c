package io.mltwin.identity.directory.supportapplications;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.PublicKeys;
import io.mltwin.identity.directory.ServicePrincipalService;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Internal: Azure Machine Learning registers the application that helps it manage a subscription's
 * compute in one region ("Enterprise security and governance", Securing compute targets and data),
 * named {@code Microsoft-AzureML-Support-App-{guid}} and tagged with the region. Registering the
 * same name again changes nothing. Only compute-service can set its key and sign in as it.
 */
@Path("/_internal/support-applications/{applicationId}")
class SupportApplicationResource {

    private final ServicePrincipalService servicePrincipals;
    private final DirectoryService directory;
    private final ServiceCallers callers;
    private final CallerContext caller;

    SupportApplicationResource(
            ServicePrincipalService servicePrincipals,
            DirectoryService directory,
            ServiceCallers callers,
            CallerContext caller) {
        this.servicePrincipals = servicePrincipals;
        this.directory = directory;
        this.callers = callers;
        this.caller = caller;
    }

    /** The tenant and region of the application. */
    public record Registration(String tenantId, String region) {}

    /** The registered application. */
    public record Registered(String objectId, String applicationId, String displayName) {}

    @PUT
    public Registered register(@RestPath UUID applicationId, Registration wanted) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        invalidRequestContentIf(
                wanted == null
                        || wanted.region() == null
                        || wanted.tenantId() == null
                        || directory.tenant(wanted.tenantId()).isEmpty(),
                "Give a known tenantId and a region.");
        DirectoryPrincipal principal = new DirectoryPrincipal(
                objectId(applicationId),
                wanted.tenantId(),
                PrincipalKind.APPLICATION,
                "Microsoft-AzureML-Support-App-" + applicationId,
                applicationId.toString(),
                null);
        servicePrincipals.upsert(principal);
        servicePrincipals.mark(principal.objectId(), wanted.region());
        return new Registered(principal.objectId(), principal.applicationId(), principal.displayName());
    }

    /** The public key with which compute-service signs in as the application. */
    public record Key(String publicKeyPem) {}

    @PUT
    @Path("key")
    public void giveKey(@RestPath UUID applicationId, Key key) {
        callers.requireOneOf(caller, ServiceName.COMPUTE);
        invalidRequestContentIf(key == null || key.publicKeyPem() == null, "Give publicKeyPem.");
        PublicKey read = PublicKeys.fromPem(key.publicKeyPem());
        if (directory.principal(objectId(applicationId)).isEmpty()) {
            throw notFound("ApplicationNotFound", "There is no support application '%s'.", applicationId);
        }
        servicePrincipals.setPublicKey(objectId(applicationId), read);
    }

    private static String objectId(UUID applicationId) {
        return UUID.nameUUIDFromBytes(("support application " + applicationId).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}

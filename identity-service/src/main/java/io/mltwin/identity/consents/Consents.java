package io.mltwin.identity.consents;

import io.mltwin.armweb.AzureFault;
import io.mltwin.identity.clients.ClientApplication;
import io.mltwin.identity.signin.SignedInUser;
import jakarta.enterprise.context.ApplicationScoped;

/** Which client a user, or an administrator for all users, lets act for them. */
@ApplicationScoped
public class Consents {

    /**
     * @param resource as tokens name it
     */
    public boolean isGranted(
            ClientApplication client, String tenantId, String objectId, String resource) {
        return client.preauthorized();
    }

    /** The user consents to all that the client asks of the resource. */
    public void grant(ClientApplication client, SignedInUser user, String resource, String scope) {
        throw AzureFault.notBuilt("Consent");
    }
}

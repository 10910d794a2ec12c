package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.errors.AadErrors.applicationDisabled;
import static io.mltwin.identity.oauth.errors.AadErrors.applicationNotFound;
import static io.mltwin.identity.oauth.errors.AadErrors.badAssertion;
import static io.mltwin.identity.oauth.errors.AadErrors.expiredSecret;
import static io.mltwin.identity.oauth.errors.AadErrors.malformedRequest;
import static io.mltwin.identity.oauth.errors.AadErrors.missingClientProof;
import static io.mltwin.identity.oauth.errors.AadErrors.publicClientProof;
import static io.mltwin.identity.oauth.errors.AadErrors.wrongSecret;

import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.federation.FederatedAssertions;
import io.mltwin.identity.directory.federation.FederationException;
import io.mltwin.identity.oauth.clients.ClientApplications;
import io.mltwin.identity.oauth.clients.ClientRecord;
import io.mltwin.identity.oauth.clients.ClientSecret;
import io.mltwin.identity.oauth.clients.Clients;
import io.mltwin.identity.oauth.errors.AadErrors;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.ClientProof;
import io.mltwin.platform.http.EventLoopOrWorker;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Authenticates the application that asks for a token: by secret, or by a signed assertion. */
@Singleton
record ClientAuthentication(
        Clients clients,
        ClientApplications applications,
        ClientAssertions assertions,
        FederatedAssertions federated,
        Clock clock) {

    private static final int LONGEST_ID = 128;

    /** Returns the enabled application with this id in the tenant. */
    ClientRecord application(String clientId, Tenant tenant) {
        ClientRecord found = clients.find(clientId)
                .filter(client -> client.principal().tenantId().equals(tenant.tenantId()))
                .orElseThrow(() -> applicationNotFound(shortened(clientId), tenant.displayName()));
        requireEnabled(found);
        return found;
    }

    /** Returns the enabled application that users sign in to in the tenant. */
    ClientApplication forUsers(String clientId, Tenant tenant) {
        ClientApplication found = applications
                .find(clientId, tenant.tenantId())
                .orElseThrow(() -> applicationNotFound(shortened(clientId), tenant.displayName()));
        clients.find(clientId).ifPresent(ClientAuthentication::requireEnabled);
        return found;
    }

    /**
     * Authenticates an application that users sign in to.
     *
     * @param publicClient true for an application without credentials, which must not send any
     */
    ClientProof proveForUsers(TokenRequest request, ClientApplication client, Tenant tenant, boolean publicClient) {
        if (publicClient) {
            if (request.optional("client_assertion") != null || request.optional("client_secret") != null) {
                throw publicClientProof();
            }
            return ClientProof.NONE;
        }
        return prove(request, ofUsers(client, tenant), tenant);
    }

    /**
     * Returns the enabled application, with its credentials, that users sign in to in the tenant:
     * one of the tenant, or one of Microsoft's, which every tenant knows.
     */
    ClientRecord ofUsers(ClientApplication client, Tenant tenant) {
        return client.tenantId() != null
                ? application(client.clientId(), tenant)
                : clients.find(client.clientId())
                        .filter(ClientRecord::enabled)
                        .filter(known -> known.principal().isKnownIn(tenant.tenantId()))
                        .orElseThrow(() -> applicationNotFound(shortened(client.clientId()), tenant.displayName()));
    }

    ClientProof prove(TokenRequest request, ClientRecord application, Tenant tenant) {
        String assertion = request.optional("client_assertion");
        String secret = request.optional("client_secret");
        if (assertion == null && secret == null) {
            throw missingClientProof();
        }
        if (assertion != null && secret != null) {
            throw malformedRequest();
        }
        String applicationId = application.principal().applicationId();
        if (assertion != null) {
            // the issuer of the assertion may have to be asked for its keys
            EventLoopOrWorker.requireWorker();
            if (!ClientAssertions.TYPE.equals(request.required("client_assertion_type"))) {
                throw badAssertion("client_assertion_type must be " + ClientAssertions.TYPE);
            }
            if (isFederated(assertion, application)) {
                verifyFederated(assertion, application);
            } else {
                assertions.verify(assertion, applicationId, tenant, request.tenant(), application.keys());
            }
            return ClientProof.CERTIFICATE;
        }
        checkSecret(secret, application);
        return ClientProof.SECRET;
    }

    private boolean isFederated(String assertion, ClientRecord application) {
        return application.managedResourceId() != null
                && federated.isForeign(assertion, application.principal().applicationId());
    }

    private void verifyFederated(String assertion, ClientRecord application) {
        try {
            federated.verify(assertion, application.managedResourceId());
        } catch (FederationException refused) {
            throw AadErrors.fault(401, "invalid_client", refused.code(), refused.getMessage());
        }
    }

    private void checkSecret(String secret, ClientRecord application) {
        String applicationId = application.principal().applicationId();
        switch (ClientSecret.judge(secret, application.secrets(), clock.instant())) {
            case VALID -> {}
            case OUT_OF_FORCE -> throw expiredSecret(applicationId);
            case WRONG -> throw wrongSecret(applicationId);
        }
    }

    private static void requireEnabled(ClientRecord client) {
        if (!client.enabled()) {
            throw applicationDisabled(
                    client.principal().applicationId(), client.principal().displayName());
        }
    }

    private static String shortened(String clientId) {
        return clientId.substring(0, Math.min(LONGEST_ID, clientId.length()));
    }
}

package io.mltwin.workspace.storage.access;

import static io.mltwin.workspace.storage.wire.AccessErrors.firewall;
import static io.mltwin.workspace.storage.wire.AccessErrors.tlsVersion;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Principals;
import io.mltwin.tokencheck.VerifiedToken;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import jakarta.inject.Singleton;
import javax.net.ssl.SSLSession;

/**
 * Checks the network rules of an account before any credential ("Configure Azure Storage
 * firewalls"). With {@code bypass: AzureServices} the platform's own applications and the
 * identities of workspaces are let in, by a token that was verified.
 */
@Singleton
record Firewall(Principals principals) {
    private static final String WORKSPACES = "/providers/microsoft.machinelearningservices/workspaces/";

    /**
     * @param token null when the request has none
     * @throws io.mltwin.armweb.AzureException 403 {@code AuthorizationFailure}
     */
    void check(StorageRequest request, VerifiedToken token) {
        StorageAccount account = request.account();
        checkTls(request, account);
        if (!account.network().deny() || account.network().bypass() && isTrusted(token)) {
            return;
        }
        String remote = request.context().request().remoteAddress().hostAddress();
        if (!account.network().allow(remote)) {
            throw firewall(remote);
        }
    }

    private boolean isTrusted(VerifiedToken token) {
        if (token == null) {
            return false;
        }
        String resource = token.claim("xms_mirid");
        return token.applicationId() != null && principals.isService(token.applicationId())
                || resource != null && AsciiCase.lower(resource).contains(WORKSPACES);
    }

    /** Versions before 1.2 are refused by every service anyway. */
    private static void checkTls(StorageRequest request, StorageAccount account) {
        if (!"TLS1_3".equals(account.minimumTlsVersion())) {
            return;
        }
        SSLSession session = request.context().request().connection().sslSession();
        if (session != null && !"TLSv1.3".equals(session.getProtocol())) {
            throw tlsVersion(session.getProtocol(), "TLSv1.3");
        }
    }
}

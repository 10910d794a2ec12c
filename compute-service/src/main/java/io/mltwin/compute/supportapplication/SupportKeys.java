package io.mltwin.compute.supportapplication;

import io.mltwin.access.ManagedIdentities;
import io.mltwin.access.PemKeys;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Clock;

/**
 * Keys with which this service speaks for support applications: made at first use, the public half
 * given to identity, the private half kept wrapped.
 */
@Singleton
class SupportKeys {

    private static final String CONTEXT = "support-application:";

    private final SupportKeyRepository rows;
    private final ManagedIdentities pairs;
    private final ServiceHttp http;
    private final Tokens tokens;
    private final RootKeys rootKeys;
    private final Clock clock;

    SupportKeys(
            SupportKeyRepository rows,
            ManagedIdentities pairs,
            ServiceHttp http,
            Tokens tokens,
            RootKeys rootKeys,
            Clock clock) {
        this.rows = rows;
        this.pairs = pairs;
        this.http = http;
        this.tokens = tokens;
        this.rootKeys = rootKeys;
        this.clock = clock;
    }

    record PublicKeyBody(String publicKeyPem) {}

    /** The application's key; what was not committed is made again, and identity told again. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    PrivateKey of(String applicationId, String tenantId) {
        rows.lock(applicationId);
        SupportKeyEntity row = rows.findById(applicationId);
        if (row == null) {
            row = make(applicationId, tenantId);
            rows.persist(row);
        }
        byte[] pem = rootKeys.unwrap(row.wrappedKey, CONTEXT + applicationId);
        return PemKeys.privateKey(new String(pem, StandardCharsets.UTF_8));
    }

    private SupportKeyEntity make(String applicationId, String tenantId) {
        KeyPair pair = pairs.newKeyPair();
        http.request(
                        ServiceName.IDENTITY,
                        "PUT",
                        "/_internal/support-applications/" + applicationId + "/key")
                .bearer(tokens.forService(ServiceName.IDENTITY))
                .json(new PublicKeyBody(PemKeys.toPem(pair.getPublic())))
                .send()
                .orFault();
        tokens.forget(applicationId);
        SupportKeyEntity row = new SupportKeyEntity();
        row.applicationId = applicationId;
        row.tenantId = tenantId;
        row.wrappedKey =
                rootKeys.wrap(
                        PemKeys.toPem(pair.getPrivate()).getBytes(StandardCharsets.UTF_8),
                        CONTEXT + applicationId);
        row.created = clock.instant();
        return row;
    }
}

package io.mltwin.keyvault.certificates;

import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.armweb.AzureException.conflictIf;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.armweb.AzureException.notFound;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.isFalse;
import static io.mltwin.encoding.Absence.isTrue;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameter;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.keyvault.certificates.CertificateOrderEntity.CertificateOrderRepository;
import io.mltwin.keyvault.certificates.StoredCertificates.NewVersion;
import io.mltwin.keyvault.certificates.x509.CertificateBuilder;
import io.mltwin.keyvault.certificates.x509.CertificateFiles;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyValidator;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.objects.ObjectId;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.permissions.VaultPermission;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Orders certificates: issuer Self signs at once, Unknown gives a request to take to an authority
 * and waits until its certificate is merged.
 */
@Singleton
public record CertificateOrderService(
        VaultAuthorizer authorizer,
        StoredCertificates stored,
        CertificateOrderRepository orders,
        SelfSigner signer,
        Clock clock,
        SecureRandom random) {
    private static final String IN_PROGRESS = "inProgress";
    private static final String COMPLETED = "completed";
    private static final String CANCELLED = "cancelled";

    /** Orders a new version. */
    public CertificateBody.Order create(
            String vaultName, ObjectName name, CertificateBody.Create body, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_CREATE, name, token);
        return in.perform(() -> {
            badParameterIf(body == null, "The parameter policy must be specified.");
            CertificateEntity certificate = stored.forNewVersion(in.vault(), name, body.policy());
            CertificatePolicyBody policy = stored.policy(certificate);
            CertificateOrderEntity order = orders.findById(certificate.id);
            if (order != null && order.status.equals(IN_PROGRESS)) {
                throw pending(name);
            }
            if (order == null) {
                order = new CertificateOrderEntity();
                order.certificateId = certificate.id;
            }
            notBuiltIf(
                    CertificatePolicyValidator.isOfAuthority(policy.issuer()),
                    "Ordering certificates from an authority's own service");
            KeyMaterial key = signer.key(in.vault(), certificate, policy);
            order.requestId = requestId();
            order.status = IN_PROGRESS;
            order.version = ObjectId.newVersion(random);
            order.createdAt = clock.instant();
            order.csr = CertificateBuilder.request(policy.x509(), key);
            order.attributes = enabled(body.attributes());
            order.tags = Tags.write(body.tags());
            order.cancellationRequested = false;
            order.privateKey = in.vault().dataKey().encrypt(key.privateKey().getEncoded(), context(order));
            orders.persist(order);
            CertificateBody.Order answer = CertificateMapper.order(order, certificate, policy, in);
            if (policy.issuer().name().equals(CertificatePolicyValidator.SELF)) {
                complete(in, certificate, order, signer.sign(policy, key, enabled(order), Tags.read(order.tags)));
            }
            return answer;
        });
    }

    private CertificateVersionEntity complete(
            OpenedVault in, CertificateEntity certificate, CertificateOrderEntity order, NewVersion version) {
        order.status = COMPLETED;
        order.privateKey = null;
        return stored.add(in.vault(), certificate, order.version, version);
    }

    private static boolean enabled(CertificateOrderEntity order) {
        return Boolean.parseBoolean(order.attributes);
    }

    public CertificateBody.Order get(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_GET, name, token);
        return in.perform(() -> {
            CertificateEntity certificate = stored.requireActive(in.vault(), name);
            return CertificateMapper.order(require(certificate, name), certificate, stored.policy(certificate), in);
        });
    }

    /** Asks for the cancellation of an order; one that waits for an authority is cancelled. */
    public CertificateBody.Order cancel(
            String vaultName, ObjectName name, CertificateBody.Order body, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_UPDATE, name, token);
        return in.perform(() -> {
            CertificateEntity certificate = stored.requireActive(in.vault(), name);
            CertificateOrderEntity order = require(certificate, name);
            badParameterIf(
                    body == null || !isTrue(body.cancellationRequested()),
                    "The parameter cancellation_requested must be true.");
            conflictIf(
                    !order.status.equals(IN_PROGRESS),
                    "Conflict",
                    "The order of the certificate %s is not pending.",
                    name);
            order.cancellationRequested = true;
            order.status = CANCELLED;
            order.privateKey = null;
            return CertificateMapper.order(order, certificate, stored.policy(certificate), in);
        });
    }

    /** Deletes the order, with its pending key. */
    public CertificateBody.Order delete(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_DELETE, name, token);
        return in.perform(() -> {
            CertificateEntity certificate = stored.requireActive(in.vault(), name);
            CertificateOrderEntity order = require(certificate, name);
            CertificateBody.Order answer = CertificateMapper.order(order, certificate, stored.policy(certificate), in);
            order.forget();
            return answer;
        });
    }

    /** Takes the certificate that an authority issued for the request. */
    public CertificateBody merge(String vaultName, ObjectName name, CertificateBody.Merge body, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_CREATE, name, token);
        return in.perform(() -> {
            CertificateEntity certificate = stored.requireActive(in.vault(), name);
            CertificateOrderEntity order = require(certificate, name);
            if (!order.status.equals(IN_PROGRESS)) {
                throw notPending(name);
            }
            badParameterIf(body == null || isEmpty(body.chain()), "The parameter x5c must be specified.");
            List<X509Certificate> chain = decode(body.chain());
            CertificatePolicyBody policy = stored.policy(certificate);
            byte[] spki = chain.get(0).getPublicKey().getEncoded();
            badParameterIf(
                    !Arrays.equals(spki, CertificateFiles.publicKey(order.csr)),
                    "The public key of the end-entity certificate in the specified X.509 content does not match the public"
                            + " key of the pending request.");
            KeyMaterial key = KeyMaterial.decode(
                    CertificatePolicyValidator.shape(policy, in.vault()),
                    spki,
                    in.vault().dataKey().decrypt(order.privateKey, context(order)));
            if (body.tags() != null) {
                order.tags = Tags.write(body.tags());
            }
            if (body.attributes() != null) {
                order.attributes = enabled(body.attributes());
            }
            NewVersion version = new NewVersion(key, chain, enabled(order), Tags.read(order.tags));
            return CertificateMapper.body(complete(in, certificate, order, version), policy, true, in);
        });
    }

    private static List<X509Certificate> decode(List<String> chain) {
        try {
            return chain(chain.stream()
                    .map(text -> Base64.getMimeDecoder().decode(String.valueOf(text)))
                    .toList());
        } catch (IllegalArgumentException | IllegalStateException malformed) {
            throw badParameter("The parameter x5c holds no X.509 certificates.");
        }
    }

    private static List<X509Certificate> chain(List<byte[]> ders) {
        List<X509Certificate> chain = new ArrayList<>();
        for (byte[] der : ders) {
            try {
                chain.add(CertificateFiles.parse(der));
            } catch (CertificateException e) {
                throw new IllegalStateException("a certificate cannot be read", e);
            }
        }
        return chain;
    }

    private CertificateOrderEntity require(CertificateEntity certificate, ObjectName name) {
        CertificateOrderEntity order = orders.findById(certificate.id);
        if (order == null || order.isForgotten()) {
            throw notPending(name);
        }
        return order;
    }

    private static AzureException notPending(ObjectName name) {
        return notFound("PendingCertificateNotFound", "Pending certificate not found: " + name);
    }

    private static AzureException pending(ObjectName name) {
        return conflict("Conflict", "There is a pending order of the certificate %s: merge or delete it.", name);
    }

    private static String enabled(io.mltwin.keyvault.objects.Attributes attributes) {
        return Boolean.toString(attributes == null || !isFalse(attributes.enabled()));
    }

    private String requestId() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String context(CertificateOrderEntity order) {
        return "certificate-order:" + order.certificateId + "/" + order.requestId;
    }
}

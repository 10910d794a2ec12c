package io.mltwin.keyvault.certificates;

import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody;
import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.ObjectId;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Maps a certificate's rows to its wire form. */
final class CertificateMapper {

    private CertificateMapper() {}

    static CertificateBody body(
            CertificateVersionEntity entity, CertificatePolicyBody policy, boolean ordered, OpenedVault in) {
        boolean made = entity.content != null;
        return new CertificateBody(
                id(entity, Kind.CERTIFICATES, in),
                made ? id(entity, Kind.KEYS, in) : null,
                made ? id(entity, Kind.SECRETS, in) : null,
                thumbprint(entity),
                made ? Base64.getEncoder().encodeToString(entity.content) : null,
                entity.attributes(in.vault()),
                Tags.read(entity.tags),
                policy(entity.owner, policy, in),
                ordered ? new CertificateBody.Pending(pending(entity.owner, in)) : null);
    }

    static CertificateBody.Item item(CertificateVersionEntity entity, boolean withVersion, OpenedVault in) {
        return new CertificateBody.Item(
                withVersion
                        ? id(entity, Kind.CERTIFICATES, in)
                        : objectId(entity.owner, in).toString(),
                thumbprint(entity),
                entity.attributes(in.vault()),
                Tags.read(entity.tags));
    }

    static CertificateBody.Deleted deleted(
            CertificateVersionEntity latest, CertificatePolicyBody policy, OpenedVault in) {
        CertificateEntity certificate = latest.owner;
        boolean made = policy != null && latest.content != null;
        return new CertificateBody.Deleted(
                objectId(certificate, in).recoveryId(),
                certificate.deletedAt.getEpochSecond(),
                certificate.scheduledPurgeAt.getEpochSecond(),
                policy == null ? objectId(certificate, in).toString() : id(latest, Kind.CERTIFICATES, in),
                made ? id(latest, Kind.KEYS, in) : null,
                made ? id(latest, Kind.SECRETS, in) : null,
                thumbprint(latest),
                made ? Base64.getEncoder().encodeToString(latest.content) : null,
                latest.attributes(in.vault()),
                Tags.read(latest.tags),
                policy == null ? null : policy(certificate, policy, in));
    }

    static CertificatePolicyBody policy(CertificateEntity certificate, CertificatePolicyBody policy, OpenedVault in) {
        return policy.with(
                objectId(certificate, in) + "/policy",
                new Attributes(
                        true,
                        null,
                        null,
                        certificate.policyCreatedAt.getEpochSecond(),
                        certificate.policyUpdatedAt.getEpochSecond(),
                        null,
                        null));
    }

    static CertificateBody.Order order(
            CertificateOrderEntity order, CertificateEntity certificate, CertificatePolicyBody policy, OpenedVault in) {
        String details = switch (order.status) {
            case "inProgress" -> "Pending certificate created. Please Perform Merge to complete the request.";
            case "cancelled" -> "The order was cancelled.";
            default -> null;
        };
        return new CertificateBody.Order(
                pending(certificate, in),
                policy.issuer(),
                Base64.getEncoder().encodeToString(order.csr),
                order.cancellationRequested,
                order.status,
                details,
                order.status.equals("completed") ? objectId(certificate, in).toString() : null,
                order.requestId);
    }

    private static String pending(CertificateEntity certificate, OpenedVault in) {
        return objectId(certificate, in) + "/pending";
    }

    private static ObjectId objectId(CertificateEntity certificate, OpenedVault in) {
        return new ObjectId(in.url(), Kind.CERTIFICATES, certificate.name, null);
    }

    private static String id(CertificateVersionEntity entity, Kind kind, OpenedVault in) {
        return new ObjectId(in.url(), kind, entity.owner.name, entity.version).toString();
    }

    private static String thumbprint(CertificateVersionEntity entity) {
        if (entity.content == null) {
            return null;
        }
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(entity.content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-1", e);
        }
    }
}

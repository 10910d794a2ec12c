package io.mltwin.keyvault.certificates;

import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.ObjectId;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.permissions.VaultDoor.Opened;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Between a certificate's rows and its wire form. */
final class CertificateMapper {

    private CertificateMapper() {}

    static CertificateBody body(
            CertificateVersionEntity entity, CertificatePolicyBody policy, Opened in) {
        return new CertificateBody(
                id(entity, Kind.CERTIFICATES, in),
                id(entity, Kind.KEYS, in),
                id(entity, Kind.SECRETS, in),
                thumbprint(entity),
                Base64.getEncoder().encodeToString(entity.content),
                entity.shown(in.vault()),
                Tags.read(entity.tags),
                policy(entity.owner, policy, in));
    }

    static CertificateBody.Item item(
            CertificateVersionEntity entity, boolean withVersion, Opened in) {
        return new CertificateBody.Item(
                withVersion
                        ? id(entity, Kind.CERTIFICATES, in)
                        : objectId(entity.owner, in).toString(),
                thumbprint(entity),
                entity.shown(in.vault()),
                Tags.read(entity.tags));
    }

    static CertificateBody.Deleted deleted(
            CertificateVersionEntity latest, CertificatePolicyBody policy, Opened in) {
        CertificateEntity certificate = latest.owner;
        return new CertificateBody.Deleted(
                objectId(certificate, in).recoveryId(),
                certificate.deletedAt.getEpochSecond(),
                certificate.scheduledPurgeAt.getEpochSecond(),
                policy == null
                        ? objectId(certificate, in).toString()
                        : id(latest, Kind.CERTIFICATES, in),
                policy == null ? null : id(latest, Kind.KEYS, in),
                policy == null ? null : id(latest, Kind.SECRETS, in),
                thumbprint(latest),
                policy == null ? null : Base64.getEncoder().encodeToString(latest.content),
                latest.shown(in.vault()),
                Tags.read(latest.tags),
                policy == null ? null : policy(certificate, policy, in));
    }

    static CertificatePolicyBody policy(
            CertificateEntity certificate, CertificatePolicyBody policy, Opened in) {
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
            CertificateOrderEntity order,
            CertificateEntity certificate,
            CertificatePolicyBody policy,
            Opened in) {
        String details =
                switch (order.status) {
                    case "inProgress" ->
                            "Pending certificate created. Please Perform Merge to complete the request.";
                    case "cancelled" -> "The order was cancelled.";
                    default -> null;
                };
        return new CertificateBody.Order(
                objectId(certificate, in) + "/pending",
                policy.issuer(),
                Base64.getEncoder().encodeToString(order.csr),
                order.cancellationRequested,
                order.status,
                details,
                order.status.equals("completed") ? objectId(certificate, in).toString() : null,
                order.requestId);
    }

    private static ObjectId objectId(CertificateEntity certificate, Opened in) {
        return new ObjectId(in.url(), Kind.CERTIFICATES, certificate.name, null);
    }

    private static String id(CertificateVersionEntity entity, Kind kind, Opened in) {
        return new ObjectId(in.url(), kind, entity.owner.name, entity.version).toString();
    }

    private static String thumbprint(CertificateVersionEntity entity) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(entity.content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-1", e);
        }
    }
}

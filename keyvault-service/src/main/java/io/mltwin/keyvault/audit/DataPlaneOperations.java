package io.mltwin.keyvault.audit;

import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds Azure's name of a data-plane operation by method and path (Key Vault logging). */
final class DataPlaneOperations {

    private static final String TABLE = """
            GET secrets SecretList
            PUT secrets/* SecretSet
            POST secrets/restore SecretRestore
            POST secrets/*/backup SecretBackup
            GET secrets/*/versions SecretListVersions
            GET secrets/* SecretGet
            GET secrets/*/* SecretGet
            PATCH secrets/* SecretUpdate
            PATCH secrets/*/* SecretUpdate
            DELETE secrets/* SecretDelete
            GET deletedsecrets SecretListDeleted
            GET deletedsecrets/* SecretGetDeleted
            POST deletedsecrets/*/recover SecretRecover
            DELETE deletedsecrets/* SecretPurge
            GET keys KeyList
            PUT keys/* KeyImport
            POST keys/restore KeyRestore
            POST keys/*/create KeyCreate
            POST keys/*/rotate KeyRotate
            POST keys/*/backup KeyBackup
            GET keys/*/versions KeyListVersions
            GET keys/*/rotationpolicy KeyRotationPolicyGet
            PUT keys/*/rotationpolicy KeyRotationPolicySet
            GET keys/* KeyGet
            GET keys/*/* KeyGet
            PATCH keys/* KeyUpdate
            PATCH keys/*/* KeyUpdate
            DELETE keys/* KeyDelete
            POST keys/*/encrypt KeyEncrypt
            POST keys/*/*/encrypt KeyEncrypt
            POST keys/*/decrypt KeyDecrypt
            POST keys/*/*/decrypt KeyDecrypt
            POST keys/*/wrapkey KeyWrap
            POST keys/*/*/wrapkey KeyWrap
            POST keys/*/unwrapkey KeyUnwrap
            POST keys/*/*/unwrapkey KeyUnwrap
            POST keys/*/sign KeySign
            POST keys/*/*/sign KeySign
            POST keys/*/verify KeyVerify
            POST keys/*/*/verify KeyVerify
            GET deletedkeys KeyListDeleted
            GET deletedkeys/* KeyGetDeleted
            POST deletedkeys/*/recover KeyRecover
            DELETE deletedkeys/* KeyPurge
            GET certificates CertificateList
            GET certificates/contacts CertificateContactsGet
            PUT certificates/contacts CertificateContactsSet
            DELETE certificates/contacts CertificateContactsDelete
            GET certificates/issuers CertificateIssuersList
            GET certificates/issuers/* CertificateIssuerGet
            PUT certificates/issuers/* CertificateIssuerSet
            PATCH certificates/issuers/* CertificateIssuerUpdate
            DELETE certificates/issuers/* CertificateIssuerDelete
            POST certificates/restore CertificateRestore
            POST certificates/*/create CertificateCreate
            POST certificates/*/import CertificateImport
            POST certificates/*/backup CertificateBackup
            POST certificates/*/pending/merge CertificatePendingMerge
            GET certificates/*/pending CertificatePendingGet
            PATCH certificates/*/pending CertificatePendingUpdate
            DELETE certificates/*/pending CertificatePendingDelete
            GET certificates/*/versions CertificateListVersions
            GET certificates/*/policy CertificatePolicyGet
            PATCH certificates/*/policy CertificatePolicyUpdate
            GET certificates/* CertificateGet
            GET certificates/*/* CertificateGet
            PATCH certificates/* CertificateUpdate
            PATCH certificates/*/* CertificateUpdate
            DELETE certificates/* CertificateDelete
            GET deletedcertificates CertificateListDeleted
            GET deletedcertificates/* CertificateGetDeleted
            POST deletedcertificates/*/recover CertificateRecover
            DELETE deletedcertificates/* CertificatePurge
            """;

    private static final Map<String, List<Route>> ROUTES = routes();

    private DataPlaneOperations() {}

    private record Route(String[] segments, String name) {
        boolean fits(String[] path) {
            for (int i = 0; i < segments.length; i++) {
                if (!segments[i].equals("*") && !AsciiCase.equal(segments[i], path[i])) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Groups the routes by method, first segment and number of segments; of a group the first that
     * fits counts.
     */
    private static Map<String, List<Route>> routes() {
        Map<String, List<Route>> routes = new HashMap<>();
        for (String line : TABLE.split("\n")) {
            String[] words = line.split(" ");
            String[] segments = words[1].split("/");
            routes.computeIfAbsent(key(words[0], segments), key -> new ArrayList<>())
                    .add(new Route(segments, words[2]));
        }
        return routes;
    }

    private static String key(String method, String[] segments) {
        return method + " " + AsciiCase.lower(segments[0]) + " " + segments.length;
    }

    /**
     * Returns the operation's name, or null.
     *
     * @param path below the vault's host, without a slash at the beginning
     */
    static String find(String method, String path) {
        String[] segments = path.split("/");
        for (Route route : ROUTES.getOrDefault(key(method, segments), List.of())) {
            if (route.fits(segments)) {
                return route.name;
            }
        }
        return null;
    }
}

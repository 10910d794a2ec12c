package io.mltwin.identity.directory;

import static io.mltwin.identity.directory.DirectoryErrors.invalidCertificate;
import static io.mltwin.identity.directory.DirectoryErrors.invalidDates;
import static io.mltwin.identity.directory.DirectoryErrors.noSuchCredential;

import io.mltwin.encoding.Sha256;
import io.mltwin.identity.directory.ClientCredentialEntity.Kind;
import io.mltwin.identity.directory.ClientCredentialEntity.Origin;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Adds, lists and removes secrets and certificates of applications and of service principals. The
 * owner of one of the two neither sees nor changes those of the other. Runs in the caller's
 * transaction.
 */
@Singleton
record CredentialStore(ClientCredentialRepository credentials, DirectoryCache cache, SecureRandom random, Clock clock) {

    private static final int YEARS = 2;
    private static final int HINT_LENGTH = 3;

    /**
     * @param objectId of the service principal, or the one its application keeps for it
     * @param ofPrincipal false for the application's, to which the platform's belong
     */
    List<ClientCredential> shown(String objectId, Kind kind, boolean ofPrincipal) {
        return credentials.of(objectId).stream()
                .filter(row -> row.kind() == kind && isOf(row, ofPrincipal))
                .map(ClientCredentialEntity::shown)
                .toList();
    }

    NewSecret addSecret(String objectId, boolean ofPrincipal, CredentialRequest wanted) {
        cache.invalidate();
        String text = Secrets.generate(random);
        ClientCredential credential = credential(wanted, text.substring(0, HINT_LENGTH), null, null);
        persist(objectId, ofPrincipal, Kind.SECRET_SHA256, Sha256.hash(text), credential);
        return new NewSecret(credential, text);
    }

    void removeSecret(String objectId, boolean ofPrincipal, String keyId) {
        cache.invalidate();
        ClientCredentialEntity row = credentials
                .find(objectId, keyId)
                .filter(found -> found.kind() == Kind.SECRET_SHA256)
                .filter(found -> isOf(found, ofPrincipal))
                .orElseThrow(() -> noSuchCredential(keyId));
        credentials.delete(row);
    }

    /**
     * Replaces the keys: a key that is not named is removed, one that comes with a certificate is
     * added.
     */
    void replaceKeys(String objectId, boolean ofPrincipal, List<CredentialRequest> wanted) {
        cache.invalidate();
        Set<String> kept = new HashSet<>();
        wanted.stream().filter(one -> one.certificate() == null).forEach(one -> kept.add(one.keyId()));
        Set<String> found = new HashSet<>();
        for (ClientCredentialEntity row : credentials.of(objectId)) {
            if (row.kind() == Kind.PUBLIC_KEY && isOf(row, ofPrincipal)) {
                if (kept.contains(row.keyId())) {
                    found.add(row.keyId());
                } else {
                    credentials.delete(row);
                }
            }
        }
        if (!found.equals(kept)) {
            throw invalidCertificate("'key' is missing");
        }
        credentials.flush();
        wanted.stream().filter(one -> one.certificate() != null).forEach(one -> addKey(objectId, ofPrincipal, one));
    }

    /** Removes the service principal's own credentials. */
    void endOfPrincipal(String objectId) {
        cache.invalidate();
        credentials.delete("objectId = ?1 and origin = ?2", objectId, Origin.PRINCIPAL);
    }

    private void addKey(String objectId, boolean ofPrincipal, CredentialRequest wanted) {
        KeyCertificate certificate = KeyCertificate.read(wanted.certificate());
        ClientCredential credential = credential(wanted, null, certificate.expiresOn(), certificate.der());
        if (credential.expiresOn().isAfter(certificate.expiresOn())) {
            throw invalidCertificate("it outlives its certificate");
        }
        persist(objectId, ofPrincipal, Kind.PUBLIC_KEY, certificate.publicKey().getEncoded(), credential);
    }

    private void persist(String objectId, boolean ofPrincipal, Kind kind, byte[] content, ClientCredential credential) {
        ClientCredentialEntity row = new ClientCredentialEntity(objectId, kind, content, credential);
        row.givenBy(ofPrincipal ? Origin.PRINCIPAL : Origin.APPLICATION);
        credentials.persistAndFlush(row);
    }

    /**
     * @param end the end if the request names none; null for two years after the start
     */
    private ClientCredential credential(CredentialRequest wanted, String hint, Instant end, byte[] certificate) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant start = wanted.startOn() == null ? now : wanted.startOn();
        Instant usual = start.atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant();
        Instant expires = wanted.expiresOn();
        if (expires == null) {
            expires = end == null ? usual : end;
        }
        if (!expires.isAfter(start) || !expires.isAfter(now)) {
            throw invalidDates();
        }
        return new ClientCredential(
                wanted.keyId() == null ? UUID.randomUUID().toString() : wanted.keyId(),
                wanted.displayName(),
                hint,
                start,
                expires,
                certificate);
    }

    private static boolean isOf(ClientCredentialEntity row, boolean ofPrincipal) {
        return switch (row.origin()) {
            case PRINCIPAL -> ofPrincipal;
            case APPLICATION, PLATFORM -> !ofPrincipal;
            case ATTACHMENT -> false;
        };
    }

    /** The certificate of a client's key: X.509, RSA with 2048 bits or more. */
    record KeyCertificate(byte[] der, RSAPublicKey publicKey, Instant expiresOn) {

        private static final int SMALLEST = 2048;

        /**
         * @param bytes DER or PEM
         */
        static KeyCertificate read(byte[] bytes) {
            try {
                X509Certificate certificate = (X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
                if (certificate.getPublicKey() instanceof RSAPublicKey key
                        && key.getModulus().bitLength() >= SMALLEST) {
                    return new KeyCertificate(
                            certificate.getEncoded(),
                            key,
                            certificate.getNotAfter().toInstant());
                }
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("what was read can be written", e);
            } catch (CertificateException e) {
                throw invalidCertificate("it is no X.509 certificate");
            }
            throw invalidCertificate("it must be RSA with 2048 bits or more");
        }
    }
}

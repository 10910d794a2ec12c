package io.mltwin.local.trust;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys and certificates in one part's private folder: kept while they are good, made again when
 * missing, foreign or near their end.
 */
record ServiceKeys(Path folder, CertificateAuthority authority, Keys keys, Clock clock) {

    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    /** tls.pem and tls-key.pem: what the part answers with. */
    void server(String commonName, List<String> dns) throws IOException, GeneralSecurityException {
        Path certificate = folder.resolve("tls.pem");
        Path key = folder.resolve("tls-key.pem");
        if (!good(certificate, dns) || !Files.exists(key)) {
            KeyPair pair = keys.elliptic();
            DataFolder.writePrivate(key, Pem.of(pair.getPrivate()));
            DataFolder.writePrivate(
                    certificate, Pem.of(authority.server(commonName, pair.getPublic(), dns, ServerNames.addresses())));
        }
    }

    /** client.pem and client-key.pem: how the part shows identity-service who it is. */
    void client(String commonName) throws IOException, GeneralSecurityException {
        application("client", commonName);
    }

    /** {name}.pem and {name}-key.pem: how an application of the part shows who it is. */
    void application(String name, String commonName) throws IOException, GeneralSecurityException {
        Path certificate = folder.resolve(name + ".pem");
        Path key = folder.resolve(name + "-key.pem");
        if (!good(certificate, List.of(commonName)) || !Files.exists(key)) {
            KeyPair pair = keys.rsa();
            DataFolder.writePrivate(key, Pem.of(pair.getPrivate()));
            DataFolder.writePrivate(certificate, Pem.of(authority.client(commonName, pair.getPublic())));
        }
    }

    /** kafka.pem: key and chain in one file; the common name is the principal of Kafka's ACLs. */
    void kafka(String commonName, List<String> dns) throws IOException, GeneralSecurityException {
        Path file = folder.resolve("kafka.pem");
        if (!good(file, dns)) {
            KeyPair pair = keys.elliptic();
            X509Certificate certificate = authority.server(commonName, pair.getPublic(), dns, ServerNames.addresses());
            DataFolder.writePrivate(
                    file, Pem.of(pair.getPrivate()) + Pem.of(certificate) + Pem.of(authority.certificate()));
        }
    }

    /** A random password in a file of its own. */
    void password(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            DataFolder.writePrivate(file, keys.secret());
        }
    }

    /** Makes root-keys.json where it is missing; refuses when data need the one that was lost. */
    void rootKeys(boolean dataExists) throws IOException, GeneralSecurityException {
        Path file = folder.resolve("root-keys.json");
        if (Files.exists(file)) {
            return;
        }
        if (dataExists) {
            throw new RefusalException("The root keys "
                    + file
                    + " are missing, and without them the data in this folder cannot be read:"
                    + " restore the file or start with another --data folder.");
        }
        DataFolder.writePrivate(file, RootKeys.create());
    }

    private boolean good(Path file, Collection<String> dns) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            return false;
        }
        X509Certificate certificate = Pem.certificate(file);
        boolean lasting =
                certificate.getNotAfter().after(Date.from(clock.instant().plus(RENEW_BEFORE)));
        return lasting && signedByUs(certificate) && names(certificate).containsAll(dns);
    }

    private boolean signedByUs(X509Certificate certificate) {
        try {
            certificate.verify(authority.certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            // A certificate of an earlier authority: it is made again.
            return false;
        }
    }

    private static Set<String> names(X509Certificate certificate) throws CertificateParsingException {
        Set<String> names = new HashSet<>();
        if (certificate.getSubjectAlternativeNames() != null) {
            certificate.getSubjectAlternativeNames().forEach(name -> names.add(String.valueOf(name.get(1))));
        }
        return names;
    }

    /**
     * The names a service's certificate is good for: Azure's host shapes under the base, since one star
     * covers one label only.
     */
    static final class ServerNames {
        private static final List<String> LEVELS = List.of(
                "vault",
                "blob.core",
                "file.core",
                "notebooks",
                "0.azuredatabricks",
                "1.azuredatabricks",
                "2.azuredatabricks",
                "3.azuredatabricks",
                "azurecr",
                "api",
                "models",
                "inference",
                "loganalytics",
                "applicationinsights");

        /**
         * Azure's regions: the hosts of endpoints and of clusters name their own, one level below the
         * others.
         */
        private static final List<String> REGIONS =
                List.of(("australiacentral australiaeast australiasoutheast brazilsouth canadacentral canadaeast"
                                + " centralindia centralus eastasia eastus eastus2 francecentral"
                                + " germanywestcentral israelcentral italynorth japaneast japanwest"
                                + " jioindiawest koreacentral koreasouth mexicocentral northcentralus"
                                + " northeurope norwayeast polandcentral qatarcentral southafricanorth"
                                + " southcentralus southeastasia southindia spaincentral swedencentral"
                                + " switzerlandnorth switzerlandwest uaenorth uksouth ukwest westcentralus"
                                + " westeurope westindia westus westus2 westus3")
                        .split(" "));

        private static final String SCORING = "scoring-service";

        /** Who has online and batch endpoints. */
        private static final List<String> WITH_ENDPOINTS = List.of(SCORING, "compute-service");

        private ServerNames() {}

        /** DNS names for a base domain and the name of the process in Compose. */
        public static List<String> dns(String base, String composeName) {
            List<String> names = new ArrayList<>(List.of(base, "*." + base));
            LEVELS.forEach(level -> names.add("*." + level + "." + base));
            if (WITH_ENDPOINTS.contains(composeName)) {
                REGIONS.forEach(region -> names.add("*." + region + ".inference." + base));
            }
            if (composeName.equals(SCORING)) {
                REGIONS.forEach(region -> names.add("*." + region + ".cloudapp." + base));
            }
            names.add("localhost");
            names.add(composeName);
            return names;
        }

        /** Both loopback families. */
        public static List<String> addresses() {
            return List.of("127.0.0.1", "::1");
        }
    }
}

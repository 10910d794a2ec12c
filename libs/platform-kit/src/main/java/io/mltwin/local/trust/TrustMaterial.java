package io.mltwin.local.trust;

import io.mltwin.encoding.Sha256;
import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.Ports;
import io.mltwin.local.trust.ServiceKeys.ServerNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The material by which the parts of the platform trust each other, made at the first start and kept: the
 * authority, a public folder with its certificate and the principals, and a private folder per
 * part. Plays what Azure's own provisioning gives its services.
 */
public final class TrustMaterial {
    /**
     * Microsoft's own tenant: the home of the first-party applications (Azure's "Microsoft
     * Services" tenant id).
     */
    public static final String MICROSOFT_TENANT = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

    public static final String ADMINISTRATOR_APPLICATION = "0a1d00ad-5a1e-4c0f-9d6e-6d6c7477696e";
    private static final String ADMINISTRATOR_OBJECT = "0a1d00ad-5a1e-4c0f-9d6e-0b6a656374ad";

    /**
     * The application of the console. It is none of the six services, so that no firewall lets it
     * through as one; its private key lies with the service that serves the console.
     */
    public static final String CONSOLE_APPLICATION = "0a1d0007-5a1e-4c0f-9d6e-6d6c7477696e";

    public static final String CONSOLE_OBJECT = "0a1d0007-5a1e-4c0f-9d6e-0b6a65637407";
    public static final String CONSOLE = "console";

    /** The group of the fixture whose members may administer the platform through the console. */
    public static final String OPERATORS_GROUP = "0a1d0007-5a1e-4c0f-9d6e-6f7065726174";

    /** The service in whose process the console runs. */
    static final PlatformService CONSOLE_HOST = PlatformService.TELEMETRY;

    /**
     * The names under which Kafka's own server and the launcher hold their private folders and
     * certificates.
     */
    public static final String KAFKA = "kafka";

    public static final String POSTGRES = "postgres";
    public static final String OPERATOR = "operator";
    public static final String DATABASE_PASSWORD = "database.password";

    private final DataFolder folder;
    private final String base;
    private final Clock clock;
    private final SecureRandom random;
    private final Keys keys;

    public TrustMaterial(DataFolder folder, String base, Clock clock, SecureRandom random, Optional<Provider> fast) {
        this.folder = folder;
        this.base = base;
        this.clock = clock;
        this.random = random;
        this.keys = new Keys(random, fast);
    }

    /** Returns whether there is a database already, which may hold what only the present root keys read. */
    public boolean dataExists() {
        return Files.exists(folder.dataOf(POSTGRES).resolve("PG_VERSION"));
    }

    /** For services that are processes of one machine and listen on its loopback address. */
    public void ensure(Ports ports) throws IOException {
        ensure(ports, dataExists());
    }

    /** Does the same where the caller knows whether the database exists. */
    public void ensure(Ports ports, boolean dataExists) throws IOException {
        ensure(service -> "https://localhost:" + ports.of(service), dataExists);
    }

    /** The password of the launcher's own role in the database, which needs no authority. */
    public void databasePassword() throws IOException {
        keysOf(POSTGRES, null).password(DATABASE_PASSWORD);
    }

    /**
     * Makes what is missing or no longer good; what must not be made again is refused in one
     * sentence.
     *
     * @param addresses where the other services reach each of the six
     * @param dataExists whether there may be data that only the present root keys can read
     */
    public void ensure(Function<PlatformService, String> addresses, boolean dataExists) throws IOException {
        try {
            CertificateAuthority authority = authority();
            for (PlatformService service : PlatformService.values()) {
                ServiceKeys own = keysOf(service.key(), authority);
                own.rootKeys(dataExists);
                own.server(service.module(), ServerNames.dns(base, service.module()));
                own.client(service.key());
                own.kafka(service.key(), List.of(service.key()));
                own.password(DATABASE_PASSWORD);
            }
            keysOf(CONSOLE_HOST.key(), authority).application(CONSOLE, CONSOLE);
            keysOf(KAFKA, authority).kafka(KAFKA, List.of(KAFKA, "localhost"));
            keysOf(OPERATOR, authority).kafka(OPERATOR, List.of(OPERATOR));
            databasePassword();
            OperatorCredentials.Administrator administrator = administrator();
            writePrincipals(addresses, administrator);
        } catch (GeneralSecurityException e) {
            throw new IOException("The trust material in " + folder.root() + " cannot be made: " + e.getMessage(), e);
        }
    }

    private ServiceKeys keysOf(String part, CertificateAuthority authority) throws IOException {
        Path own = folder.privateOf(part);
        DataFolder.createPrivate(own);
        return new ServiceKeys(own, authority, keys, clock);
    }

    private CertificateAuthority authority() throws IOException, GeneralSecurityException {
        Path key = folder.authority().resolve("ca-key.pem");
        if (Files.exists(key) && Files.exists(folder.caCertificate())) {
            return new CertificateAuthority(Pem.certificate(folder.caCertificate()), Pem.key(key, "EC"), clock, random);
        }
        CertificateAuthority authority = CertificateAuthority.create(keys.elliptic(), clock, random);
        // a certificate never stays with the key of another authority, even if this is interrupted
        Files.deleteIfExists(folder.caCertificate());
        DataFolder.writePrivate(key, Pem.of(authority.key()));
        DataFolder.writePublic(folder.caCertificate(), Pem.of(authority.certificate()));
        return authority;
    }

    private OperatorCredentials.Administrator administrator() throws IOException {
        CredentialsFile file = new CredentialsFile(folder);
        OperatorCredentials known = file.read();
        if (known.administrator() != null) {
            return known.administrator();
        }
        OperatorCredentials.Administrator administrator =
                new OperatorCredentials.Administrator(MICROSOFT_TENANT, ADMINISTRATOR_APPLICATION, keys.secret());
        file.write(new OperatorCredentials(administrator, known.users(), known.servicePrincipals()));
        return administrator;
    }

    private void writePrincipals(
            Function<PlatformService, String> addresses, OperatorCredentials.Administrator administrator)
            throws IOException, GeneralSecurityException {
        List<PrincipalsFile.Service> services = new ArrayList<>();
        for (PlatformService service : PlatformService.values()) {
            services.add(new PrincipalsFile.Service(
                    service.key(),
                    service.applicationId(),
                    service.objectId(),
                    service.displayName(),
                    BoundedContent.text(folder.privateOf(service.key()).resolve("client.pem")),
                    addresses.apply(service)));
        }
        PrincipalsFile principals = new PrincipalsFile(
                MICROSOFT_TENANT,
                services,
                new PrincipalsFile.Administrator(
                        ADMINISTRATOR_APPLICATION,
                        ADMINISTRATOR_OBJECT,
                        "mltwin administrator",
                        Sha256.hex(administrator.secret())),
                new PrincipalsFile.Console(
                        CONSOLE_APPLICATION,
                        CONSOLE_OBJECT,
                        "mltwin console",
                        BoundedContent.text(folder.privateOf(CONSOLE_HOST.key()).resolve(CONSOLE + ".pem")),
                        OPERATORS_GROUP));
        DataFolder.writePublic(folder.principals(), Json.MAPPER.writeValueAsString(principals));
    }
}

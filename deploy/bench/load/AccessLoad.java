import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks identity for permissions as workspace-service does, in batches of one; first what is allowed, then what is denied and so kept to
 * be explained.
 *
 * <p>Arguments: port base, data folder, seconds a figure, and "allowed" where only that is asked, over eight connections.
 */
public final class AccessLoad {
    private static final String WORKSPACE =
            "/subscriptions/20000000-0000-4000-8000-000000000001/resourceGroups/rg1/providers"
                    + "/Microsoft.MachineLearningServices/workspaces/ws1";

    private final Platform platform;
    private final Path data;

    private AccessLoad(Platform platform, Path data) {
        this.platform = platform;
        this.data = data;
    }

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[1]);
        Connections connections = new Connections(Path.of(Platform.setting("CA_FILE")));
        AccessLoad load = new AccessLoad(new Platform(connections, Integer.parseInt(arguments[0]), null), data);
        load.measure(
                new Measurement(
                        connections,
                        new ProcessorTime(data.resolve("run")),
                        "identity",
                        load.platform.identityPort(),
                        Integer.parseInt(arguments[2])),
                arguments.length > 3);
    }

    private void measure(Measurement measurement, boolean onlyAllowed) throws Exception {
        String token = token();
        Request allowed = question(token, true);
        Request denied = question(token, false);
        measurement.header();
        measurement.measure("allowed", 8, () -> allowed);
        if (onlyAllowed) {
            return;
        }
        measurement.measure("allowed", 1, () -> allowed);
        measurement.measure("allowed", 32, () -> allowed);
        measurement.measure("denied", 8, () -> denied);
    }

    private Request question(String token, boolean allowed) throws Exception {
        // of the fixture: the service principals "reader" and "nobody"
        String principal = "50000000-0000-4000-8000-00000000000" + (allowed ? "3" : "4");
        String body =
                "{\"principalId\":\"" + principal + "\",\"groups\":[],\"checks\":[{\"action\":"
                        + "\"Microsoft.MachineLearningServices/workspaces/read\",\"scope\":\"" + WORKSPACE
                        + "\",\"data\":false}]}";
        Request question =
                Request.of(
                        "POST",
                        "/_mltwin/access/check",
                        "localhost:" + platform.identityPort(),
                        "Authorization: Bearer " + token
                                + "\nContent-Type: application/json\nAccept: application/json\n"
                                // not sampled: spans are not what is measured
                                + "traceparent: 00-11111111111111111111111111111111-2222222222222222-00\n"
                                + "x-ms-correlation-request-id: 11111111-1111-4111-8111-111111111111\n",
                        body.getBytes(StandardCharsets.US_ASCII));
        String answer = platform.connections().once(platform.identityPort(), question);
        if (!answer.contains("\"decisions\":[" + allowed + "]")) {
            throw new IllegalStateException("unexpected answer: " + answer);
        }
        return question;
    }

    /** workspace-service's own token, by its client key. */
    private String token() throws Exception {
        String principals = Files.readString(data.resolve("trust/principals.json"));
        String tenant = find(principals, "\"tenantId\"\\s*:\\s*\"([^\"]+)\"");
        String client =
                find(principals, "\"name\"\\s*:\\s*\"workspace\"[^}]*?\"applicationId\"\\s*:\\s*\"([^\"]+)\"");
        String audience = "https://localhost:" + platform.identityPort() + "/" + tenant + "/oauth2/v2.0/token";
        String form =
                "grant_type=client_credentials&client_id=" + client
                        + "&scope=" + Platform.encode("api://mltwin/identity/.default")
                        + "&client_assertion_type="
                        + Platform.encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                        + "&client_assertion=" + assertion(client, audience);
        return Platform.field(
                "access_token",
                platform.connections().once(platform.identityPort(), platform.form(tenant, form)));
    }

    private String assertion(String client, String audience) throws Exception {
        long now = System.currentTimeMillis() / 1000;
        String claims =
                "{\"iss\":\"" + client + "\",\"sub\":\"" + client + "\",\"aud\":\"" + audience + "\",\"iat\":" + now
                        + ",\"nbf\":" + now + ",\"exp\":" + (now + 300) + ",\"jti\":\"" + UUID.randomUUID() + "\"}";
        String signed =
                base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                        + base64(claims.getBytes(StandardCharsets.UTF_8));
        byte[] der =
                Base64.getMimeDecoder()
                        .decode(
                                Files.readString(data.resolve("private/workspace/client-key.pem"))
                                        .replaceAll("-----[A-Z ]+-----", ""));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64(signature.sign());
    }

    private static String find(String text, String pattern) {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return found.group(1);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

package io.mltwin.e2e.sdk;

import com.azure.core.http.HttpRequest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mltwin.e2e.sdk.SdkOperation.Area;
import io.mltwin.local.layout.Json;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Key Vault's operations, told from a request; of keys also size, curve or algorithm. */
final class VaultOperationNames {
    private record Rule(String method, Pattern path, Area area, String name) {}

    private static final List<Rule> RULES = List.of(
            rule("PUT", "secrets/{n}", Area.SECRETS, "set"),
            rule("GET", "secrets/{n}", Area.SECRETS, "get"),
            rule("GET", "secrets/{n}/{v}", Area.SECRETS, "get version"),
            rule("GET", "secrets", Area.SECRETS, "list"),
            rule("GET", "secrets/{n}/versions", Area.SECRETS, "list versions"),
            rule("PATCH", "secrets/{n}/{v}", Area.SECRETS, "update"),
            rule("DELETE", "secrets/{n}", Area.SECRETS, "delete"),
            rule("POST", "secrets/{n}/backup", Area.SECRETS, "backup"),
            rule("POST", "secrets/restore", Area.SECRETS, "restore"),
            rule("GET", "deletedsecrets", Area.SECRETS, "list deleted"),
            rule("GET", "deletedsecrets/{n}", Area.SECRETS, "get deleted"),
            rule("POST", "deletedsecrets/{n}/recover", Area.SECRETS, "recover"),
            rule("DELETE", "deletedsecrets/{n}", Area.SECRETS, "purge"),
            rule("POST", "keys/{n}/create", Area.KEYS, "create"),
            rule("PUT", "keys/{n}", Area.KEYS, "import"),
            rule("GET", "keys/{n}", Area.KEYS, "get"),
            rule("GET", "keys/{n}/{v}", Area.KEYS, "get version"),
            rule("GET", "keys", Area.KEYS, "list"),
            rule("GET", "keys/{n}/versions", Area.KEYS, "list versions"),
            rule("PATCH", "keys/{n}/{v}", Area.KEYS, "update"),
            rule("POST", "keys/{n}/rotate", Area.KEYS, "rotate"),
            rule("GET", "keys/{n}/rotationpolicy", Area.KEYS, "get rotation policy"),
            rule("PUT", "keys/{n}/rotationpolicy", Area.KEYS, "update rotation policy"),
            rule("DELETE", "keys/{n}", Area.KEYS, "delete"),
            rule("POST", "keys/{n}/backup", Area.KEYS, "backup"),
            rule("POST", "keys/restore", Area.KEYS, "restore"),
            rule("GET", "deletedkeys", Area.KEYS, "list deleted"),
            rule("GET", "deletedkeys/{n}", Area.KEYS, "get deleted"),
            rule("POST", "deletedkeys/{n}/recover", Area.KEYS, "recover"),
            rule("DELETE", "deletedkeys/{n}", Area.KEYS, "purge"),
            rule("POST", "keys/{n}/({v})?/?encrypt", Area.CRYPTOGRAPHY, "encrypt"),
            rule("POST", "keys/{n}/({v})?/?decrypt", Area.CRYPTOGRAPHY, "decrypt"),
            rule("POST", "keys/{n}/({v})?/?sign", Area.CRYPTOGRAPHY, "sign"),
            rule("POST", "keys/{n}/({v})?/?verify", Area.CRYPTOGRAPHY, "verify"),
            rule("POST", "keys/{n}/({v})?/?wrapkey", Area.CRYPTOGRAPHY, "wrap"),
            rule("POST", "keys/{n}/({v})?/?unwrapkey", Area.CRYPTOGRAPHY, "unwrap"),
            rule("GET", "certificates/contacts", Area.CERTIFICATES, "get contacts"),
            rule("PUT", "certificates/contacts", Area.CERTIFICATES, "set contacts"),
            rule("DELETE", "certificates/contacts", Area.CERTIFICATES, "delete contacts"),
            rule("GET", "certificates/issuers", Area.CERTIFICATES, "list issuers"),
            rule("GET", "certificates/issuers/{n}", Area.CERTIFICATES, "get issuer"),
            rule("PUT", "certificates/issuers/{n}", Area.CERTIFICATES, "set issuer"),
            rule("PATCH", "certificates/issuers/{n}", Area.CERTIFICATES, "update issuer"),
            rule("DELETE", "certificates/issuers/{n}", Area.CERTIFICATES, "delete issuer"),
            rule("POST", "certificates/{n}/create", Area.CERTIFICATES, "create"),
            rule("POST", "certificates/{n}/import", Area.CERTIFICATES, "import"),
            rule("POST", "certificates/restore", Area.CERTIFICATES, "restore"),
            rule("POST", "certificates/{n}/backup", Area.CERTIFICATES, "backup"),
            rule("GET", "certificates/{n}/pending", Area.CERTIFICATES, "get operation"),
            rule("PATCH", "certificates/{n}/pending", Area.CERTIFICATES, "cancel operation"),
            rule("DELETE", "certificates/{n}/pending", Area.CERTIFICATES, "delete operation"),
            rule("POST", "certificates/{n}/pending/merge", Area.CERTIFICATES, "merge"),
            rule("GET", "certificates/{n}/policy", Area.CERTIFICATES, "get policy"),
            rule("PATCH", "certificates/{n}/policy", Area.CERTIFICATES, "update policy"),
            rule("GET", "certificates/{n}/versions", Area.CERTIFICATES, "list versions"),
            rule("GET", "certificates/{n}/{v}", Area.CERTIFICATES, "get version"),
            rule("GET", "certificates/{n}", Area.CERTIFICATES, "get"),
            rule("GET", "certificates", Area.CERTIFICATES, "list"),
            rule("PATCH", "certificates/{n}/{v}", Area.CERTIFICATES, "update"),
            rule("DELETE", "certificates/{n}", Area.CERTIFICATES, "delete"),
            rule("GET", "deletedcertificates", Area.CERTIFICATES, "list deleted"),
            rule("GET", "deletedcertificates/{n}", Area.CERTIFICATES, "get deleted"),
            rule("POST", "deletedcertificates/{n}/recover", Area.CERTIFICATES, "recover"),
            rule("DELETE", "deletedcertificates/{n}", Area.CERTIFICATES, "purge"));

    private VaultOperationNames() {}

    private static Rule rule(String method, String path, Area area, String name) {
        String regex = path.replace("{v}", "[0-9a-f]{32}").replace("{n}", "[0-9a-zA-Z-]+");
        return new Rule(method, Pattern.compile("/" + regex + "/?"), area, name);
    }

    /** What no rule is for is {@link SdkOperation#unnamed}. */
    static SdkOperation of(HttpRequest request) {
        String method = request.getHttpMethod().toString();
        String path = request.getUrl().getPath();
        for (Rule rule : RULES) {
            if (rule.method.equals(method) && rule.path.matcher(path).matches()) {
                return new SdkOperation(rule.area, rule.name + detail(rule, request));
            }
        }
        return SdkOperation.unnamed(Area.SECRETS, method + " " + path);
    }

    private static String detail(Rule rule, HttpRequest request) {
        JsonNode body = body(request);
        if (rule.area == Area.CRYPTOGRAPHY) {
            return " " + body.path("alg").asText();
        }
        if (rule.area == Area.KEYS && (rule.name.equals("create") || rule.name.equals("import"))) {
            JsonNode key = body.has("key") ? body.path("key") : body;
            JsonNode shape = key.has("crv") ? key.path("crv") : key.path("key_size");
            return " " + (key.path("kty").asText() + " " + shape.asText()).trim();
        }
        if (rule.area == Area.CERTIFICATES && rule.name.equals("create")) {
            JsonNode policy = body.path("policy");
            String issuer = policy.path("issuer").path("name").asText();
            return " "
                    + policy.path("key_props").path("kty").asText()
                    + (issuer.equals("Self") ? " self-signed" : " for another authority");
        }
        if (rule.area == Area.CERTIFICATES && rule.name.equals("import")) {
            String type = body.at("/policy/secret_props/contentType").asText();
            return type.toLowerCase(Locale.ROOT).contains("pem") ? " PEM" : " PKCS12";
        }
        return "";
    }

    private static JsonNode body(HttpRequest request) {
        if (request.getBodyAsBinaryData() == null) {
            return MissingNode.getInstance();
        }
        try {
            return Json.MAPPER.readTree(request.getBodyAsBinaryData().toString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a body that is no JSON", e);
        }
    }
}

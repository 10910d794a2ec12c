package io.mltwin.scoring.models.endpoints;

import static io.mltwin.armweb.AzureException.settingNotBuiltIf;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import io.mltwin.managedidentities.IdentityRequest;
import io.mltwin.resourceprovider.NameRule;
import io.mltwin.scoring.models.endpoints.OnlineEndpointBody.AuthMode;
import io.mltwin.scoring.models.services.ServiceValidator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Validates requests for online endpoints by what stands in them alone. */
public final class OnlineEndpointValidator {

    private static final NameRule NAME = NameRule.of(
            "[A-Za-z][A-Za-z0-9-]{1,30}[A-Za-z0-9]",
            "it has 3 to 32 letters, digits and hyphens, begins with a letter and ends with a letter or digit.");
    private static final String SECRET_ACCESS = "enforce_access_to_default_secret_stores";
    private static final int MOST_MIRRORED = 50;
    private static final int ALL = 100;

    private static final Rules<OnlineEndpointBody> CHANGE = rules().oneOf(
                    List.of("Enabled", "Disabled"),
                    "publicNetworkAccess must be Enabled or Disabled.",
                    "properties.publicNetworkAccess")
            .and(body -> IdentityRequest.read(body.identity()));

    private static final Rules<OnlineEndpointBody> RULES = rules().required(
                    "The request content needs properties.", "properties")
            .and(body -> AuthMode.parse(body.properties().authMode()))
            .and(CHANGE::check)
            .and(
                    body -> settingNotBuiltIf(
                            body.properties().properties() != null
                                    && AsciiCase.equal(
                                            "enabled",
                                            String.valueOf(body.properties()
                                                    .properties()
                                                    .get(SECRET_ACCESS))),
                            "properties.properties." + SECRET_ACCESS,
                            "an endpoint's identity gets no role by itself",
                            "Give the identity the role Azure Machine Learning Workspace Connection Secrets Reader on the workspace."))
            .part("properties.keys.primaryKey", ServiceValidator::validateKey)
            .part("properties.keys.secondaryKey", ServiceValidator::validateKey);

    private OnlineEndpointValidator() {}

    private static Rules<OnlineEndpointBody> rules() {
        return Rules.of(OnlineEndpointBody.class, "", UserErrors::invalid);
    }

    /** Refuses a name that an endpoint or deployment cannot have. */
    public static void validateName(String name) {
        NAME.require(name);
    }

    static void validate(String name, OnlineEndpointBody body) {
        validateName(name);
        RULES.check(body);
        validateTraffic(body.properties().traffic());
        validateMirror(body.properties().mirrorTraffic());
        validateApart(body.properties().traffic(), body.properties().mirrorTraffic());
    }

    static void validatePatch(OnlineEndpointBody body) {
        CHANGE.check(body);
        if (body.properties() != null) {
            validateTraffic(body.properties().traffic());
            validateMirror(body.properties().mirrorTraffic());
            invalidIf(
                    body.properties().authMode() != null || body.properties().keys() != null,
                    "properties",
                    "A PATCH changes tags, identity, description, traffic, mirrorTraffic and publicNetworkAccess; put the endpoint to change more.");
        }
    }

    private static void validateTraffic(Map<String, Integer> traffic) {
        int sum = sum("properties.traffic", traffic);
        invalidIf(
                sum != 0 && sum != ALL,
                "properties.traffic",
                "The traffic of all deployments must sum up to 0 or 100 percent, it is %s.",
                sum);
    }

    private static void validateMirror(Map<String, Integer> mirror) {
        int sum = sum("properties.mirrorTraffic", mirror);
        invalidIf(
                sum > MOST_MIRRORED || positive(mirror).size() > 1,
                "properties.mirrorTraffic",
                "One deployment can get a copy of at most 50 percent of the traffic.");
    }

    /** Refuses a deployment that gets live traffic and copies of it. */
    static void validateApart(Map<String, Integer> traffic, Map<String, Integer> mirror) {
        for (String name : positive(mirror)) {
            invalidIf(
                    positive(traffic).stream().anyMatch(AsciiCase.equalTo(name)),
                    "properties.mirrorTraffic",
                    "The deployment '%s' gets live traffic; it cannot get mirrored traffic too.",
                    name);
        }
    }

    private static Set<String> positive(Map<String, Integer> percents) {
        return percents == null
                ? Set.of()
                : percents.entrySet().stream()
                        .filter(one -> one.getValue() > 0)
                        .map(Map.Entry::getKey)
                        .collect(java.util.stream.Collectors.toSet());
    }

    private static int sum(String member, Map<String, Integer> percents) {
        if (percents == null) {
            return 0;
        }
        int sum = 0;
        for (Integer percent : percents.values()) {
            invalidIf(
                    percent == null || percent < 0 || percent > ALL,
                    member,
                    "The traffic of a deployment must be 0 to 100 percent.");
            sum += percent;
        }
        return sum;
    }
}

package io.mltwin.workspace.deployments.expressions;

import static io.mltwin.workspace.deployments.expressions.Functions.ANY;
import static io.mltwin.workspace.deployments.expressions.Functions.add;
import static io.mltwin.workspace.deployments.expressions.TextFunctions.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import java.util.List;

/** Functions that build resource ids. */
final class ScopeFunctions {

    private ScopeFunctions() {}

    static void register() {
        add("resourceId", 2, ANY, ScopeFunctions::resourceId);
        add("subscriptionResourceId", 2, ANY, ScopeFunctions::subscriptionResourceId);
        add("tenantResourceId", 2, ANY, a -> text(id(a, "", 0)));
        add("extensionResourceId", 3, ANY, a -> text(id(a, a.text(0).replaceAll("/+$", ""), 1)));
    }

    private static JsonNode resourceId(Arguments arguments) {
        ArmResourceId scope = arguments.evaluation().context().scope();
        String subscription = "/subscriptions/" + scope.subscriptionId();
        int type = typeAt(arguments, 2);
        String group = scope.resourceGroup();
        if (type == 2) {
            subscription = "/subscriptions/" + arguments.text(0);
            group = arguments.text(1);
        } else if (type == 1 && group == null) {
            subscription = "/subscriptions/" + arguments.text(0);
        } else if (type == 1) {
            group = arguments.text(0);
        }
        String base = group == null ? subscription : subscription + "/resourceGroups/" + group;
        return text(id(arguments, base, type));
    }

    private static JsonNode subscriptionResourceId(Arguments arguments) {
        int type = typeAt(arguments, 1);
        String subscription =
                type == 0 ? arguments.evaluation().context().scope().subscriptionId() : arguments.text(0);
        return text(id(arguments, "/subscriptions/" + subscription, type));
    }

    /** Position of the resource type: the first argument with a slash. */
    private static int typeAt(Arguments arguments, int last) {
        for (int i = 0; i <= last && arguments.has(i); i++) {
            if (arguments.text(i).contains("/")) {
                return i;
            }
        }
        throw arguments.wrong(
                "the resource type is missing: give it in full, such as 'Microsoft.Storage/storageAccounts'.");
    }

    private static String id(Arguments arguments, String scope, int typeAt) {
        String[] type = arguments.text(typeAt).split("/", -1);
        List<JsonNode> names = arguments.from(typeAt + 1);
        if (type.length < 2 || type.length - 1 != names.size()) {
            throw arguments.wrong("the type '"
                    + arguments.text(typeAt)
                    + "' requires '"
                    + (type.length - 1)
                    + "' resource name argument(s).");
        }
        StringBuilder id = new StringBuilder(scope).append("/providers/").append(type[0]);
        for (int i = 1; i < type.length; i++) {
            id.append('/').append(type[i]).append('/').append(arguments.text(typeAt + i));
        }
        return id.toString();
    }
}

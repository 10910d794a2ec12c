package io.mltwin.scoring.workspaces;

import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.encoding.AsciiCase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The workspace that a v1 path names: {@code
 * /modelmanagement/v1.0/subscriptions/…/workspaces/{name}/…}.
 *
 * @param id of the workspace
 * @param url absolute, up to and with the workspace, for links
 */
public record WorkspacePath(ArmResourceId id, String url) {

    /** For {@code @Path} of resources below a workspace. */
    public static final String TEMPLATE =
            "/modelmanagement/v1.0/subscriptions/{subscription}/{groups:[rR]esource[gG]roups}/{group}"
                    + "/providers/Microsoft.MachineLearningServices/workspaces/{workspace}";

    private static final Pattern FORM = AsciiCase.pattern(
            "/modelmanagement/v1\\.0(/subscriptions/[^/]+/resourcegroups/[^/]+/providers/[^/]+/workspaces/[^/]+).*");

    public static WorkspacePath of(OriginalRequest request) {
        Matcher matcher = FORM.matcher(request.path());
        if (!matcher.matches()) {
            throw notFound("NotFound", "The path names no workspace.");
        }
        return new WorkspacePath(
                ArmResourceId.parse(matcher.group(1)), request.baseUrl() + "/modelmanagement/v1.0" + matcher.group(1));
    }

    /** Key of rows that belong to the workspace. */
    public String key() {
        return id.key();
    }

    /** Action of Azure RBAC on the workspace, such as {@code models/write}. */
    public static String action(String rest) {
        return "Microsoft.MachineLearningServices/workspaces/" + rest;
    }
}

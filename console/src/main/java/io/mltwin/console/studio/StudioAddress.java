package io.mltwin.console.studio;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.workspaces.WorkspaceId;
import io.mltwin.encoding.UriEncoding;

/** The pages of the console that stand for those of Azure ML studio. */
final class StudioAddress {

    private StudioAddress() {}

    /**
     * Returns the address of the page for that of studio; the workspace's for one that the console has not, and the home
     * page where no workspace is named.
     *
     * @param path {@code runs/…}, {@code endpoints/realtime/…}, {@code model/…:…}, {@code data/…/…}
     * @param wsid the workspace's ARM id
     */
    static String page(String path, String wsid) {
        WorkspaceId workspace;
        try {
            workspace = WorkspaceId.of(ArmResourceId.parse(wsid == null ? "" : wsid));
        } catch (AzureException none) {
            return "/";
        }
        String[] names = path.split("/");
        String name = names.length < 2 ? "" : names[1];
        return switch (name.isEmpty() ? "" : names[0]) {
            case "runs" -> below(workspace.address("runs"), name);
            case "endpoints" ->
                names.length < 3 ? workspace.address("endpoints") : below(workspace.address("endpoints"), names[2]);
            case "model" -> below(workspace.address("models"), name.split(":", 2)[0]);
            case "data" ->
                resource(workspace.armId().child("data", name).child("versions", names.length < 3 ? "1" : names[2]));
            default -> resource(workspace.armId());
        };
    }

    private static String below(String page, String name) {
        return page + "/" + UriEncoding.encodePathSegment(name);
    }

    private static String resource(ArmResourceId id) {
        return "/resources" + UriEncoding.encodePath(id.toString());
    }
}

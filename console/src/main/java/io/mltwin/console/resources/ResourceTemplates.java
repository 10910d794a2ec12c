package io.mltwin.console.resources;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.page.PageFrame;
import io.mltwin.console.page.ShownError;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages of resources. */
@CheckedTemplate(basePath = "resources")
final class ResourceTemplates {

    private ResourceTemplates() {}

    static native TemplateInstance list(
            PageFrame frame, ResourceQuery query, List<String> types, List<ListedScope> scopes);

    static native TemplateInstance detail(PageFrame frame, ResourceDetail detail, TypedForm typed);

    static native TemplateInstance delete(PageFrame frame, ArmResourceId id, ListedScope content, ShownError problem);
}

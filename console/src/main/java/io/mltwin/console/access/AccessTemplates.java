package io.mltwin.console.access;

import io.mltwin.console.page.PageFrame;
import io.mltwin.console.page.PageFrame.Section;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.roles.ProviderOperations;
import io.mltwin.console.roles.RoleDefinition;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages about access. */
@CheckedTemplate(basePath = "access")
final class AccessTemplates {

    private AccessTemplates() {}

    static native TemplateInstance access(PageFrame frame, AccessView view);

    /**
     * Makes the editor of a custom role.
     *
     * @param path the scope in links
     * @param providers whose operations can be shown
     * @param shown operations of the chosen provider
     * @param error of the change that was tried; null for none
     */
    static native TemplateInstance role(
            PageFrame frame,
            String path,
            RoleDraft draft,
            Section<ProviderOperations> providers,
            List<ProviderOperations.Operation> shown,
            ShownError error);

    /**
     * Makes the page of a custom role with several permissions, which the editor does not change.
     *
     * @param path the scope in links
     */
    static native TemplateInstance blocks(PageFrame frame, String path, RoleDefinition role);
}

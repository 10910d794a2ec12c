package io.mltwin.console.accesskeys;

import io.mltwin.console.page.PageFrame;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.scopes.ScopeLink;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The page of access keys. */
@CheckedTemplate(basePath = "accesskeys")
final class AccessKeysTemplates {

    private AccessKeysTemplates() {}

    /**
     * Makes the page.
     *
     * @param path the resource in links
     * @param keys empty until they are asked for
     * @param error null for none
     */
    static native TemplateInstance keys(
            PageFrame frame, List<ScopeLink> trail, String path, List<AccessKey> keys, ShownError error);
}

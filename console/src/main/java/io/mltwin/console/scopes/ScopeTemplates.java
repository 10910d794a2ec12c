package io.mltwin.console.scopes;

import io.mltwin.console.page.PageFrame;
import io.mltwin.console.page.PageFrame.Section;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The chooser of scopes. */
@CheckedTemplate(basePath = "scopes")
final class ScopeTemplates {

    private ScopeTemplates() {}

    static native TemplateInstance choose(PageFrame frame, String page, Section<ScopeLink> scopes);
}

package io.mltwin.console.clock;

import io.mltwin.console.clock.Expiries.ExpiryPreview;
import io.mltwin.console.page.PageFrame;
import io.mltwin.console.page.ShownError;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The page of the clock. */
@CheckedTemplate(basePath = "clock")
final class ClockTemplates {

    private ClockTemplates() {}

    static native TemplateInstance clock(
            PageFrame frame, ClockState state, String by, ExpiryPreview preview, ShownError refusal);
}

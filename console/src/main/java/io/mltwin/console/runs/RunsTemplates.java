package io.mltwin.console.runs;

import io.mltwin.console.page.PageFrame;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.runs.RunsResource.SubmitChoices;
import io.mltwin.console.runs.RunsResource.SubmitProblem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages of runs. */
@CheckedTemplate(basePath = "runs")
final class RunsTemplates {

    private RunsTemplates() {}

    static native TemplateInstance list(PageFrame frame, RunListView view);

    static native TemplateInstance run(PageFrame frame, RunView view);

    static native TemplateInstance progress(RunProgress progress);

    static native TemplateInstance results(RunResults results);

    static native TemplateInstance compare(PageFrame frame, RunComparison both, String listAddress);

    static native TemplateInstance submit(
            PageFrame frame,
            String listAddress,
            SubmitChoices choices,
            SubmitFields fields,
            SubmitProblem problem,
            ShownError refusal);
}

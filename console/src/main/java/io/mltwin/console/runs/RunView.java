package io.mltwin.console.runs;

import io.mltwin.console.page.Attempt;
import io.mltwin.console.runs.RunListView.RunRow;
import io.mltwin.encoding.AsciiCase;
import java.util.List;
import java.util.Map;

/**
 * One run, as its page shows it.
 *
 * @param executed the command of a job, or the script with its arguments; null when not known
 * @param environment id of the environment; null when not known
 * @param definitionJson the definition as it was sent; empty for none
 * @param places where its outputs go
 * @param outputs the assets that its outputs became
 * @param snapshot null when the run has no code
 * @param claims of the token of the run; null when it never had one
 * @param parent the address of the run that leads this one; null for none
 */
public record RunView(
        String workspace,
        String runId,
        String title,
        String description,
        String experiment,
        String who,
        String target,
        String runType,
        RunProgress progress,
        RunResults results,
        String executed,
        String environment,
        Map<String, RunDefinition.Binding> inputs,
        Map<String, RunDefinition.Binding> places,
        String definitionJson,
        Map<String, String> parameters,
        Map<String, String> tags,
        Map<String, RunBody.Asset> outputs,
        Attempt<RunFiles.Snapshot> snapshot,
        RunTokenClaims claims,
        List<RunRow> children,
        String parent,
        String address,
        String listAddress) {

    /**
     * Why a run failed.
     *
     * @param whileRunning whether its script had begun; else it failed while it was prepared
     */
    public record RunError(String code, String message, boolean whileRunning) {}

    /**
     * The kinds of images that pages show. A kind follows from the name alone, never from the content,
     * and no kind can hold a script.
     */
    static final class RunImage {

        private static final Map<String, String> TYPES = Map.of(
                "png", "image/png",
                "jpg", "image/jpeg",
                "jpeg", "image/jpeg",
                "gif", "image/gif",
                "webp", "image/webp");

        private RunImage() {}

        /** Returns the content type of an image; null for what is none. */
        static String contentType(String path) {
            int dot = path.lastIndexOf('.');
            return dot < 0 ? null : TYPES.get(AsciiCase.lower(path.substring(dot + 1)));
        }
    }

    /**
     * A log of a run.
     *
     * @param names the logs that the run has
     * @param name the log that is shown; null when there is none yet
     * @param isCut whether only its end is shown
     */
    public record RunLog(List<String> names, String name, String text, boolean isCut) {}

    /** The artifacts of a run, and those among them that browsers show as images. */
    public record RunFileList(List<RunFile> files, List<RunFile> images) {

        /**
         * @param address where the console leads to its content
         */
        public record RunFile(String path, String address) {}
    }

    /**
     * The state of a run and its times, each empty when it is not known.
     *
     * @param waited from its submission to its start, {@code h:mm:ss}
     * @param ran from its start to its end, or to now
     */
    public record RunTimes(String status, String created, String started, String ended, String waited, String ran) {}
}

package io.mltwin.console.logs;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of logs. */
@MessageBundle("logs")
public interface LogsTexts {

    @Message("Logs")
    String title();

    @Message("Query in Kusto's language (KQL)")
    String query();

    @Message(
            "While you type, arrow keys choose a word, Enter or Tab takes it, Escape closes the list. Ctrl+Enter runs the query.")
    String hint();

    @Message("Words")
    String words();

    @Message("words to choose from")
    String wordCount();

    @Message("Time")
    String span();

    @Message("all")
    String allTime();

    @Message("Run")
    String run();

    @Message("Examples")
    String examples();

    @Message("Result: {count} rows")
    String result(int count);

    @Message("A pie is drawn as bars here: the same parts, easier to compare.")
    String pieAsBars();

    @Message("the query's result")
    String ofQuery();

    @Message("The first {count} rows are shown. Use take, top or summarize to get fewer.")
    String cut(int count);

    @Message("No row matches. Take a longer time; or call an endpoint of the workspace, and run the query again.")
    String noRows();
}

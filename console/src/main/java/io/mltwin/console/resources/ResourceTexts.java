package io.mltwin.console.resources;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of resources. */
@MessageBundle("resources")
public interface ResourceTexts {

    String title();

    String details();

    String deleteTitle();

    String part();

    String type();

    String show();

    String name();

    String region();

    String groups();

    String resourcesOf(String name);

    String next();

    String nothingFits();

    String nothing();

    String noSubscription();

    String above();

    String lookAt();

    String access();

    String activity();

    String policy();

    String metrics();

    String properties();

    String property();

    String value();

    String json();

    String tags();

    String tagName(int number);

    String tagValue(int number);

    String tagHint();

    String saveTags();

    String tagsSaved(String name);

    String locks();

    String noLocks();

    String level();

    String notes();

    String locked();

    String lockName();

    String cannotDelete();

    String readOnly();

    String addLock();

    String lockAdded(String name);

    String deleteLock(String name);

    String lockDeleted(String name);

    String delete();

    String deleteAsk();

    String confirm(String name);

    String keep();

    String deleted(String name);
}

package io.mltwin.console.resources;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of resources. */
@MessageBundle("resources")
public interface ResourceTexts {

    @Message("Resources")
    String title();

    @Message("Resource details")
    String details();

    @Message("Delete a resource")
    String deleteTitle();

    @Message("Part of a name")
    String part();

    @Message("Type")
    String type();

    @Message("Show")
    String show();

    @Message("Name")
    String name();

    @Message("Region")
    String region();

    @Message("Resource groups")
    String groups();

    @Message("Resources of {name}")
    String resourcesOf(String name);

    @Message("Next page")
    String next();

    @Message("Nothing that you may read fits. Give a shorter part of the name, or no type.")
    String nothingFits();

    @Message("It holds nothing that you may read. Create something in it, or ask for a role.")
    String nothing();

    @Message("You may read no subscription. Ask its owner for a role.")
    String noSubscription();

    @Message("Lies in")
    String above();

    @Message("Look at")
    String lookAt();

    @Message("Access")
    String access();

    @Message("Activity log")
    String activity();

    @Message("Policy")
    String policy();

    @Message("Metrics")
    String metrics();

    @Message("Properties")
    String properties();

    @Message("Property")
    String property();

    @Message("Value")
    String value();

    @Message("JSON as Azure Resource Manager answers it")
    String json();

    @Message("Tags")
    String tags();

    @Message("Name of tag {number}")
    String tagName(int number);

    @Message("Value of tag {number}")
    String tagValue(int number);

    @Message("A tag without a name is removed.")
    String tagHint();

    @Message("Save the tags")
    String saveTags();

    @Message("The tags of {name} are saved")
    String tagsSaved(String name);

    @Message("Locks")
    String locks();

    @Message("No lock. One keeps from deleting, or from changing at all.")
    String noLocks();

    @Message("Level")
    String level();

    @Message("Notes")
    String notes();

    @Message("Locks what")
    String locked();

    @Message("Name of the lock")
    String lockName();

    @Message("Cannot be deleted")
    String cannotDelete();

    @Message("Read only")
    String readOnly();

    @Message("Add the lock")
    String addLock();

    @Message("The lock {name} is added")
    String lockAdded(String name);

    @Message("Delete the lock {name}")
    String deleteLock(String name);

    @Message("The lock {name} is deleted")
    String lockDeleted(String name);

    @Message("Delete")
    String delete();

    @Message("This will be deleted, and what lies in it:")
    String deleteAsk();

    @Message("Type its name, {name}, to confirm")
    String confirm(String name);

    @Message("Keep it")
    String keep();

    @Message("{name} is deleted, or its deletion has begun")
    String deleted(String name);
}

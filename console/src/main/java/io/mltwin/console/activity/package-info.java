/**
 * The activity log of a scope. May use scopes and the directory. Start with {@link
 * io.mltwin.console.activity.ActivityResource}.
 */
package io.mltwin.console.activity;

/**
 * Schedules: jobs that are submitted at due times. They use the types of jobs ({@code jobs}). Start
 * reading at {@code ScheduleProvider} and {@code ScheduleTask}.
 */
package io.mltwin.compute.schedules;

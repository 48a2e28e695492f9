/*
 * Installed: which Confiture the last edge will run, so that another one makes the schema anew.
 */
#ifndef GRAPH_INSTALLED_H
#define GRAPH_INSTALLED_H

struct scan;

/* The path that specql.yaml gives, as seen from OUT, or NULL. */
const char *installed_given(struct scan *);

/* The version of Confiture, "missing" if confiture_find finds none: its path would differ between
 * machines. Runs nothing: the version is read from the name of the folder in which Python keeps the
 * package's metadata; where there is none, the script's hash stands for it.
 * What it looked at is watched. */
const char *installed_confiture(struct scan *);

#endif

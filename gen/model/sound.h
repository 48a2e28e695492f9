/*
 * Sound: what the layouts of a file cannot say,
 * so that an emitter may rely on it whoever made the file.
 */
#ifndef MODEL_SOUND_H
#define MODEL_SOUND_H

struct entity;

/* What is missing, as a message; NULL if nothing. Of a model: a name, column or type that tables
 * need, what a statement of its kind cannot be without.
 * Of an interface: its names, unless it is partial. */
const char *entity_model_lacks(const struct entity *);
const char *entity_interface_lacks(const struct entity *);

#endif

# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the published specification is wrong: the one list of exceptions, each by its number.

Each says what in a copy of the specification is set right before Prism reads it, so that everything else of the operation
is validated all the same, and in which operations Prism finds fault first without it (what needs an id that these were to
give is not reached then). A run without it has to fail for just these: an exception that nothing needs does not stay.
"""
from collections import namedtuple

Exception_ = namedtuple('Exception_', 'number what operations mend')


def either(spec, place, other):
    """The schema at @place, a path of keys, takes what @other takes as well."""
    *parents, last = place
    node = spec
    for key in parents:
        node = node[key]
    node[last] = {'anyOf': [node[last], other]}


SCHEMAS = ('components', 'schemas')
CONFIG = (*SCHEMAS, 'InstallApplicationConfigRequest', 'properties')
OBJECT = {'type': 'object', 'additionalProperties': True}


def config_fields_by_id(spec):
    either(spec, (*CONFIG, 'workflows', 'items', 'properties', 'fields'), OBJECT)
    either(spec, (*CONFIG, 'fields'), OBJECT)


def labels_in_a_list(spec):
    either(spec, (*SCHEMAS, 'IFieldInConfig', 'properties', 'labels'), {'type': 'array', 'items': OBJECT})


def derived_keys(spec):
    either(spec, (*SCHEMAS, 'CustomTrigger', 'properties', 'response'),
           {'type': 'array', 'items': {'type': 'object', 'required': ['key', 'type']}})


def workflow_update(spec):
    path = spec['paths']['/api/v2/public/workflow/{workflowId}']
    put = dict(path['get'], operationId='updateWorkflow', responses={'200': {
        'description': 'OK', 'content': {'application/json': {'schema': OBJECT}}}})
    put['requestBody'] = {'required': True, 'content': {'application/json': {'schema': OBJECT}}}
    path['put'] = put


# The numbers are those of the defects that the platform's contract lists of its specification.
EXCEPTIONS = [
    Exception_(5, 'the fields of a config are an object by id, which every guide and SDK sends; typed as an array',
               ['config.update'], config_fields_by_id),
    Exception_(6, 'the labels of a field come as an array, as in every sample; typed as an object',
               ['config.ensure', 'config.get-default', 'config.get', 'config.update', 'field.list'], labels_in_a_list),
    Exception_(7, 'the response of an event comes as an array of keys with types, as in every sample; typed as a string',
               ['event.list', 'event.create'], derived_keys),
    Exception_(20, 'PUT /workflow/{id} is announced and not in the specification', ['workflow.update'], workflow_update),
]

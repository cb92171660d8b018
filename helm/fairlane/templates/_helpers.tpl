{{/* Start of every name. It carries the release's name, so that cluster-scoped names of two releases never meet. */}}
{{- define "fairlane.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Name of everything that belongs to the operator. */}}
{{- define "fairlane.operator" -}}
{{- include "fairlane.fullname" . -}}-operator
{{- end -}}

{{/* Labels that never change: they select the operator's pods. */}}
{{- define "fairlane.operator.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end -}}

{{/* Labels of every object of the chart. */}}
{{- define "fairlane.labels" -}}
{{ include "fairlane.operator.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{/* REPOSITORY:TAG of an image value. */}}
{{- define "fairlane.image" -}}
{{ .repository }}:{{ .tag }}
{{- end -}}

{{/* The profile as the operator's setting wants it: RuntimeDefault or the path of a Localhost profile. */}}
{{- define "fairlane.forwarder.seccompProfile" -}}
{{- with .Values.forwarder.seccompProfile -}}
{{- eq .type "Localhost" | ternary .localhostProfile "RuntimeDefault" -}}
{{- end -}}
{{- end -}}

{{/* Labels that the operator gives to the pods of its forwarders. */}}
{{- define "fairlane.forwarder.selector" -}}
app.kubernetes.io/name: fairlane-forwarder
app.kubernetes.io/managed-by: fairlane-operator
{{- end -}}
